import { defineWords } from '../../foundations/i18n/index.ts';
import en from './messages.en.json' with { type: 'json' };
import fr from './messages.fr.json' with { type: 'json' };

export const words = defineWords({ en, fr });
