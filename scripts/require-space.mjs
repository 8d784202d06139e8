import { statfsSync } from 'node:fs';
import { Advice } from './advice.mjs';

const MEGABYTE = 1024 * 1024;

/** Advises before a long step, not in its middle, when the disk of `folder` has less than `megabytes` left. */
export function requireSpace(folder, megabytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free < megabytes) {
    throw new Advice(
      `Not enough disk space in ${folder}: ${free} MB are free, ${megabytes} MB are needed. Free some and run the command again.`,
    );
  }
}
