/** What decides which binaries run here. */
export function describeMachine() {
  const { version, platform, arch } = process;
  const hasGlibc = platform === 'linux' && process.report.getReport().header.glibcVersionRuntime !== undefined;
  return { version, platform, arch, hasGlibc };
}
