import { SHAPES } from './icon-shapes.ts';

export type IconName = keyof typeof SHAPES;

/** A 20-pixel line icon in the colour of its text. It is decoration: whatever it says stands beside it in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name].map((d) => (
        <path d={d} />
      ))}
    </svg>
  );
}
