/** The time that is left, ticking where scripts run. `children`-less on purpose: without script the server's minutes stand. */
export function CountDown({ seconds, label }: { seconds: number; label: string }) {
  return (
    <p class="count-down">
      {label} <count-down data-seconds={seconds}>{clockOf(seconds)}</count-down>
    </p>
  );
}

function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
