const LOOK_EVERY_MS = 500;

/** Ticks down to nothing, then shows the page as it is by then. Measured by the clock: timers stand still in sleep. */
export function countDown(host: HTMLElement): void {
  const endsAt = Date.now() + Number(host.dataset.seconds) * 1000;
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    host.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds > 0) return;
    clearInterval(timer);
    location.assign(location.pathname);
  }, LOOK_EVERY_MS);
}
