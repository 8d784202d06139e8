export { groupCode } from './code.ts';
export { CODE_LIFETIME, createOneTimeCodes, type OneTimeCodes } from './create-one-time-codes.ts';
