export interface UpDownBar {
  up: number;
  down: number;
  /** What this bar says, for whoever points at it. */
  title: string;
}

interface UpDownChartProps {
  /** What the whole picture says, for whoever does not see it. */
  label: string;
  up: string;
  down: string;
  bars: readonly UpDownBar[];
}

const WIDTH = 600;
const HALF = 60;
const GAP = 6;

/** Two numbers at each of some moments: one above the line, the other below it. Told apart by side, not by colour alone. */
export function UpDownChart({ label, up, down, bars }: UpDownChartProps) {
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.up, bar.down]));
  const step = WIDTH / Math.max(1, bars.length);
  const height = (value: number) => Math.round((HALF * value) / most);
  return (
    <figure class="up-down">
      <svg viewBox={`0 0 ${WIDTH} ${2 * HALF + 2}`} role="img" aria-label={label} preserveAspectRatio="none">
        {bars.map((bar, index) => (
          <g>
            <title>{bar.title}</title>
            <rect class="up-down-up" {...box(index, step, HALF - height(bar.up), height(bar.up))} />
            <rect class="up-down-down" {...box(index, step, HALF + 2, height(bar.down))} />
          </g>
        ))}
        <rect class="up-down-line" x="0" y={HALF} width={WIDTH} height="2" />
      </svg>
      <figcaption>
        <span class="up-down-key-up">{up}</span>
        <span class="up-down-key-down">{down}</span>
      </figcaption>
    </figure>
  );
}

function box(index: number, step: number, y: number, height: number) {
  return { x: Math.round(index * step + GAP / 2), y, width: Math.round(step - GAP), height };
}
