import { COLOURS } from '../colours.ts';

type Scheme = 'light' | 'dark';

/** Mails cannot use the stylesheet: light is inline, dark comes by class. The colours are those of the interface. */
function mailColours(scheme: Scheme) {
  return {
    page: COLOURS.canvas[scheme],
    card: COLOURS.surface[scheme],
    line: COLOURS.line[scheme],
    edge: COLOURS.edge[scheme],
    text: COLOURS.text[scheme],
    muted: COLOURS.muted[scheme],
    accent: COLOURS.accent[scheme],
    box: COLOURS['accent-soft'][scheme],
    primary: COLOURS.accent[scheme],
    onPrimary: COLOURS['on-accent'][scheme],
    danger: COLOURS.danger[scheme],
    onDanger: COLOURS['on-danger'][scheme],
  } as const;
}

export const LIGHT = mailColours('light');
export const DARK = mailColours('dark');
