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
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function medianRate(rates: readonly Rate[]): string {
  const of = (name: keyof Rate, digits = 1) => median(rates.map((rate) => rate[name])).toFixed(digits);
  return `${of('perSecond', 0).padStart(7)} /s   p50 ${of('p50')} ms   p99 ${of('p99')} ms`;
}

/** Every line is the median over the rounds; a ratio is the median of each round's own ratio. */
export function printSize({ users, starts, checks, signIns }: SizeFigures, first: SizeFigures): void {
  const ratio = (values: readonly number[]) => median(values).toFixed(2);
  const cost = ({ session, bareLookUp }: SessionCheck) => bareLookUp.perSecond / session.perSecond;
  const rate = (figures: SizeFigures) => ({
    check: median(figures.checks.map(({ session }) => session.perSecond)),
    signIn: median(figures.signIns.map(({ signIn }) => signIn.perSecond)),
  });
  console.log(`
${users} users
  bare node:http answer      ${medianRate(checks.map(({ bareHttp }) => bareHttp))}
  bare prepared look-up      ${medianRate(checks.map(({ bareLookUp }) => bareLookUp))}
  GET /session               ${medianRate(checks.map(({ session }) => session))}
    of the bare look-up      ${ratio(checks.map((check) => 1 / cost(check)))}
    of the bare answer       ${ratio(checks.map(({ session, bareHttp }) => session.perSecond / bareHttp.perSecond))}
    against ${first.users} users   ${(rate(first).check / rate({ users, starts, checks, signIns }).check).toFixed(2)} times the time
  raw Argon2id               ${medianRate(signIns.map(({ rawHash }) => rawHash))}
  POST /sign-in              ${medianRate(signIns.map(({ signIn }) => signIn))}
    of the raw hash          ${ratio(signIns.map(({ signIn, rawHash }) => signIn.perSecond / rawHash.perSecond))}
    against ${first.users} users   ${(rate(first).signIn / rate({ users, starts, checks, signIns }).signIn).toFixed(2)} times the time
  event loop late            p50 ${ratio(signIns.map(({ eventLoop }) => eventLoop.p50))} ms   p99 ${ratio(signIns.map(({ eventLoop }) => eventLoop.p99))} ms
  start to first answer      ${median(starts).toFixed(0)} ms
  memory after load          ${median(signIns.map(({ memoryMb }) => memoryMb)).toFixed(0)} MB`);
}
