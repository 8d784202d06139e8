export { createRateLimits, type RateLimits } from './create-rate-limits.ts';
