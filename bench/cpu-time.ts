import { readFileSync } from 'node:fs';
import { findPids } from '../src/foundations/database/embedded/testing/find-pids.ts';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/**
 * Milliseconds of processor time that the product and its database have used so far. Unlike the time of a clock it hardly
 * depends on what else the machine does. Linux only; elsewhere not a number.
 */
export function readCpuTime(productPid: number | undefined, dataFolder: string): number {
  return [Number(productPid), ...findPids(dataFolder)].reduce((sum, pid) => sum + cpuTimeOf(pid), 0);
}

function cpuTimeOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return process.platform === 'linux' ? 0 : Number.NaN;
  }
}
