import type { FieldError, Visit } from '../../foundations/http/index.ts';
import { Field, FieldRow, HiddenField } from '../../ui/index.ts';
import { LONGEST_LABEL } from './address-list.ts';
import type { TypedEntry } from './read-entries.ts';
import { words } from './words.ts';

const BLANK: TypedEntry = { range: '', label: '', until: '' };
const BLANK_ROWS = 2;

/** Every entry as three fields, and some empty ones for more. An emptied address removes its line. */
export function EntryFields(props: { visit: Visit; entries: readonly TypedEntry[]; errors?: readonly FieldError[] }) {
  const { visit, entries, errors = [] } = props;
  const t = words(visit.locale);
  const errorAt = (index: number, name: string) =>
    errors.find(({ field }) => field === `entries.${index}.${name}`)?.message;
  const rows = [...entries, ...Array.from({ length: BLANK_ROWS }, () => BLANK)];
  return (
    <>
      {rows.map(({ range, label, until }, index) => (
        <FieldRow legend={t('entry', { number: index + 1 })}>
          <Field
            label={t('field-range')}
            name={`range-${index}`}
            value={range}
            error={errorAt(index, 'range')}
            autocomplete="off"
            exact
          />
          <Field
            label={t('field-label')}
            name={`label-${index}`}
            value={label}
            optional={t('optional')}
            error={errorAt(index, 'label')}
            autocomplete="off"
            maxlength={LONGEST_LABEL}
          />
          <Field
            label={t('field-until')}
            name={`until-${index}`}
            type="date"
            value={until}
            optional={t('optional')}
            error={errorAt(index, 'until')}
            autocomplete="off"
          />
        </FieldRow>
      ))}
    </>
  );
}

/** The same entries, carried along by a form that does something else with them. */
export function HiddenEntries({ entries }: { entries: readonly TypedEntry[] }) {
  return (
    <>
      {entries.flatMap(({ range, label, until }, index) => [
        <HiddenField name={`range-${index}`} value={range} />,
        ...(label ? [<HiddenField name={`label-${index}`} value={label} />] : []),
        ...(until ? [<HiddenField name={`until-${index}`} value={until} />] : []),
      ])}
    </>
  );
}
