export const PAGE_PATH = '/security/ip-restriction';
/** Shows what a list would do; changes nothing. */
export const CHECK_PATH = `${PAGE_PATH}/check`;

/** The list of an account, below its other rules. */
export const ACCOUNT_RULES_PATH = '/account/policy';
export const ACCOUNT_PATH = `${ACCOUNT_RULES_PATH}/addresses`;
export const ACCOUNT_CHECK_PATH = `${ACCOUNT_PATH}/check`;

/** IPv6 in the words of people; not in the words themselves, where French would set its colons apart. */
export const EXAMPLES = { six: '2001:db8::7', network: '2001:db8:7::/48' };
