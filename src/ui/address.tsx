/** A network address, code or key: fixed width, breaks anywhere rather than overflow. `value` null shows `unknown`. */
export function Address({ value, unknown }: { value: string | null; unknown?: string | undefined }) {
  return value === null ? <span>{unknown ?? '–'}</span> : <code class="address">{value}</code>;
}
