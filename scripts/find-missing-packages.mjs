/**
 * The packages made for this machine that npm left out. It calls an installation successful without them, because each is
 * one of several for different machines, and so hides a full disk or a broken download. Both arguments are lock files.
 */
export function findMissingPackages(wanted, installed, { platform, arch, hasGlibc }) {
  const libc = hasGlibc ? 'glibc' : 'musl';
  return Object.entries(wanted.packages)
    .filter(([, { optional, os }]) => optional && os !== undefined)
    .filter(([, { os, cpu = [arch] }]) => os.includes(platform) && cpu.includes(arch))
    .filter(([, entry]) => platform !== 'linux' || (entry.libc ?? [libc]).includes(libc))
    .filter(([place]) => !(place in installed.packages))
    .map(([place]) => place.replace(/^.*node_modules\//, ''));
}
