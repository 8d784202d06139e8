import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Owner } from './choose-owner.ts';

export interface ServerProcess {
  pid: number;
  isPostmaster: boolean;
}

/**
 * The living PostgreSQL processes of one data folder, found by the cluster name in their titles.
 * `postmaster.pid` cannot tell: it may name a zombie, or a number that another program has by now.
 */
export function findProcesses(clusterName: string, owner: Owner | null): ServerProcess[] {
  const titles = process.platform === 'linux' ? readTitles(owner?.uid ?? process.getuid?.()) : askForTitles();
  return titles.flatMap(({ pid, title }) => {
    const isPostmaster = title.includes(`cluster_name=${clusterName}`);
    return isPostmaster || title.startsWith(`postgres: ${clusterName}: `) ? [{ pid, isPostmaster }] : [];
  });
}

/** A title is whatever a process says it is, so only those of the right user count. A zombie has none. */
function readTitles(uid: number | undefined): { pid: number; title: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const title = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return title !== '' && statSync(`/proc/${name}`).uid === uid ? [{ pid: Number(name), title }] : [];
    } catch {
      return []; // It ended while we looked, or it hides from us and so is none of ours.
    }
  });
}

function askForTitles(): { pid: number; title: string }[] {
  const lines = execFileSync('ps', ['-xwwo', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, title] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return pid !== undefined && title !== undefined ? [{ pid: Number(pid), title }] : [];
  });
}
