/** Loaded into the measured process before the product (`node --import`): tells, when asked, how late its event loop ran. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const NANOSECONDS = 1e6;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
process.on('message', (question) => {
  if (question === 'start') {
    delay.reset();
    delay.enable();
  } else {
    delay.disable();
    const ms = (percentile: number) => delay.percentile(percentile) / NANOSECONDS;
    process.send?.({ p50: ms(50), p99: ms(99), most: delay.max / NANOSECONDS, cpu: process.cpuUsage() });
  }
});
// Being asked is no reason to stay alive.
process.channel?.unref();
