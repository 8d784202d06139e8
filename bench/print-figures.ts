import type { AddressCheck } from './measure-address-check.ts';
import type { BigAccount } from './measure-big-account.ts';
import type { Rate } from './measure-http.ts';
import type { SessionCheck } from './measure-session-check.ts';
import type { SignIns } from './measure-sign-in.ts';

export interface SizeFigures {
  users: number;
  /** Milliseconds from the start of the process to the first answer. */
  starts: number[];
  /** One for each round. */
  checks: SessionCheck[];
  signIns: SignIns[];
  /** Empty where there are too few users for one. */
  bigAccounts: BigAccount[];
  addressChecks: AddressCheck[];
}

/** Rates are medians over the rounds; a ratio is the median of each round's own ratio. */
export function printSize(figures: SizeFigures, first: SizeFigures): void {
  const { users, starts, checks, signIns, bigAccounts, addressChecks } = figures;
  const sessionTo = (name: 'bareHttp' | 'bareLookUp' | 'bareBoth') =>
    ratio(checks.map(({ session, ...bare }) => session.perSecond / bare[name].perSecond));
  const late = (name: 'p50' | 'p99' | 'most') => median(signIns.map(({ eventLoop }) => eventLoop[name])).toFixed(1);
  console.log(`
${users} users
  bare node:http answer    ${rateOf(checks.map(({ bareHttp }) => bareHttp))}
  bare prepared look-up    ${rateOf(checks.map(({ bareLookUp }) => bareLookUp))}
  bare answer and look-up  ${rateOf(checks.map(({ bareBoth }) => bareBoth))}
  GET /session             ${rateOf(checks.map(({ session }) => session))}
    of the bare answer ${sessionTo('bareHttp')}, of the bare look-up ${sessionTo('bareLookUp')}, of both together ${sessionTo('bareBoth')}
  raw Argon2id             ${rateOf(signIns.map(({ rawHash }) => rawHash))}
  POST /sign-in            ${rateOf(signIns.map(({ signIn }) => signIn))}
    of the raw hash ${ratio(shareOfHash(signIns))}
  processor time: ${cpu(checks).toFixed(3)} ms for a session check, ${cpu(signIns).toFixed(1)} ms for a sign-in, of which the hash ${ratio(signIns.map(({ rawHash, cpuMs }) => rawHash.cpuMs / cpuMs))}
    of that with ${first.users} users: session check ${(cpu(checks) / cpu(first.checks)).toFixed(2)}, sign-in ${(cpu(signIns) / cpu(first.signIns)).toFixed(2)}
${bigAccounts.length === 0 ? '' : bigAccountLine(bigAccounts)}${addressChecks.map((check) => addressLine(check, cpu(checks))).join('\n')}
  event loop late while signing in: p50 ${late('p50')} ms, p99 ${late('p99')} ms, most ${late('most')} ms
  start to first answer ${median(starts).toFixed(0)} ms, memory after load ${median(signIns.map(({ memoryMb }) => memoryMb)).toFixed(0)} MB`);
}

function bigAccountLine(rounds: readonly BigAccount[]): string {
  const share = ratio(rounds.map(({ ownCpuMs, bigCpuMs }) => bigCpuMs / ownCpuMs));
  return `  a decision in an account of ${rounds[0]?.members} members costs ${share} of one in an account of one\n`;
}

function addressLine({ entries, checkMs, prepareMs }: AddressCheck, sessionCheckMs: number): string {
  const share = (checkMs / sessionCheckMs).toFixed(3);
  const micros = (checkMs * 1000).toFixed(1);
  return `  a list of ${entries} addresses: ${micros} µs a request, ${share} of a session check; prepared once in ${prepareMs.toFixed(0)} ms`;
}

const cpu = (rounds: readonly { cpuMs: number }[]) => median(rounds.map(({ cpuMs }) => cpuMs));
const shareOfHash = (rounds: SignIns[]) => rounds.map(({ signIn, rawHash }) => signIn.perSecond / rawHash.perSecond);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function ratio(values: readonly number[]): string {
  return median(values).toFixed(2);
}

function rateOf(rates: readonly Rate[]): string {
  const of = (name: keyof Rate, digits = 1) => median(rates.map((rate) => rate[name])).toFixed(digits);
  return `${of('perSecond', 0).padStart(7)} /s   p50 ${of('p50')} ms   p99 ${of('p99')} ms`;
}
