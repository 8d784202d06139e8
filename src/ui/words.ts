import { defineWords } from '../foundations/i18n/index.ts';
import en from './messages.en.json' with { type: 'json' };
import fr from './messages.fr.json' with { type: 'json' };

/** The frame's own words; everything else is handed to the components already translated. */
export const words = defineWords({ en, fr });
