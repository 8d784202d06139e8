import type { Child } from 'hono/jsx';

interface GaugeProps {
  value: number;
  max: number;
  /** What is measured, for screen readers. */
  label: string;
  /** Under the number: “out of 100”. */
  caption: string;
  /** Beneath the arc: what the value means. */
  children?: Child;
}

/** Two thirds of a circle, centre 100/100, radius 80, open at the bottom. */
const ARC = 'M30.7 140A80 80 0 1 1 169.3 140';

/** A value on an arc. Drawn with attributes only: the page's policy allows no inline style (BH-2). */
export function Gauge({ value, max, label, caption, children }: GaugeProps) {
  const percent = Math.round((100 * Math.min(Math.max(value, 0), max)) / max);
  const meter = {
    role: 'meter',
    'aria-label': label,
    'aria-valuenow': value,
    'aria-valuemin': 0,
    'aria-valuemax': max,
    'aria-valuetext': `${value} ${caption}`,
  };
  return (
    <div class="gauge-block">
      <div class="gauge" {...meter}>
        <svg
          viewBox="10 10 180 144"
          fill="none"
          stroke-width="16"
          stroke-linecap="round"
          aria-hidden="true"
          focusable="false"
        >
          <path class="gauge-track" d={ARC} />
          {percent > 0 && <path class="gauge-value" d={ARC} pathLength="100" stroke-dasharray={`${percent} 200`} />}
          <text class="gauge-number" x="100" y="112" text-anchor="middle">
            {value}
          </text>
          <text class="gauge-caption" x="100" y="134" text-anchor="middle">
            {caption}
          </text>
        </svg>
      </div>
      {children}
    </div>
  );
}
