import type { FieldError } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { Button, Details, LinkButton, SelectField } from '../../ui/index.ts';
import { words } from './words.ts';

/** As it stands in the page's address. */
export interface TypedFilter {
  outcome: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

interface Props {
  locale: Locale;
  typed: TypedFilter;
  errors: readonly FieldError[] | undefined;
  /** Where everything is shown again; null: everything is. */
  clear: string | null;
}

/** Changes nothing, so it is a GET form: the filtered page can be bookmarked. */
export function HistoryFilter({ locale, typed, errors, clear }: Props) {
  const t = words(locale);
  const outcomes = [
    { value: '', label: t('filter-all') },
    { value: 'success', label: t('filter-success') },
    { value: 'failure', label: t('filter-failure') },
  ];
  return (
    <Details summary={t('filter')} open={clear !== null}>
      <form class="form" method="get" action="/security/login-history">
        <div class="columns">
          <SelectField label={t('filter-outcome')} name="outcome" options={outcomes} value={typed.outcome ?? ''} />
          <DayField label={t('filter-from')} name="from" value={typed.from} errors={errors} />
          <DayField label={t('filter-to')} name="to" value={typed.to} errors={errors} />
        </div>
        <div class="form-foot">
          <Button tone="quiet">{t('filter-apply')}</Button>
          {clear !== null && (
            <LinkButton href={clear} tone="bare">
              {t('filter-clear')}
            </LinkButton>
          )}
        </div>
      </form>
    </Details>
  );
}

function DayField(props: {
  label: string;
  name: string;
  value: string | undefined;
  errors: readonly FieldError[] | undefined;
}) {
  const { label, name, value, errors } = props;
  const id = `field-${name}`;
  const error = errors?.find(({ field }) => field === name)?.message;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        type="date"
        id={id}
        name={name}
        value={value}
        {...(error ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` } : {})}
      />
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
