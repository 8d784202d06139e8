import type { FieldError, Problem, ProblemType } from './problem.ts';
import type { Page, RefusalReply } from './reply.ts';

export function refuse(type: ProblemType, more: Omit<Problem, 'type'> = {}, page?: Page): RefusalReply {
  return { kind: 'refusal', problem: { type, ...more }, ...(page ? { page } : {}) };
}

/** A form with something to correct: 422, the errors at their fields, the form shown again. */
export function refuseInput(errors: readonly FieldError[], page?: Page): RefusalReply {
  return refuse('invalid-input', { errors }, page);
}

/** Thrown from deep inside where no reply can be returned; the HTTP foundation answers with it. */
export class Refused extends Error {
  override name = 'Refused';
  readonly reply: RefusalReply;
  constructor(type: ProblemType, more: Omit<Problem, 'type'> = {}) {
    super(type);
    this.reply = refuse(type, more);
  }
}
