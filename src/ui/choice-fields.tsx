import type { Child } from 'hono/jsx';
import { controlAttributes, FieldError, FieldFrame, fieldId, type Labelled } from './field.tsx';
import { Icon } from './icon.tsx';

export interface Option {
  value: string;
  label: string;
}

/** One of many. */
export function SelectField(
  props: Labelled & { options: readonly Option[]; value?: string | undefined; autocomplete?: string },
) {
  return (
    <FieldFrame field={props}>
      <span class="select">
        <select autocomplete={props.autocomplete} {...controlAttributes(props)}>
          {props.options.map(({ value, label }) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </FieldFrame>
  );
}

/** Yes or no. An unticked box sends nothing. */
export function CheckboxField(props: Labelled & { checked?: boolean | undefined; value?: string | undefined }) {
  const id = fieldId(props);
  return (
    <div class="choice">
      <input type="checkbox" value={props.value ?? 'on'} checked={props.checked} {...controlAttributes(props)} />
      <div>
        <label for={id}>{props.label}</label>
        {props.hint && (
          <p class="hint" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
        <FieldError id={id} error={props.error} />
      </div>
    </div>
  );
}

interface RadioOption extends Option {
  hint?: Child;
}

/** One of a few, all visible, each with what it means. */
export function RadioGroup(props: Labelled & { options: readonly RadioOption[]; value?: string | undefined }) {
  const id = fieldId(props);
  const { 'aria-describedby': describedby } = controlAttributes(props);
  return (
    <fieldset class="radios" id={id} aria-describedby={describedby}>
      <legend>{props.label}</legend>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.options.map((option) => {
        const optionId = `${id}-${option.value}`;
        return (
          <div class="choice">
            <input
              type="radio"
              id={optionId}
              name={props.name}
              value={option.value}
              checked={option.value === props.value}
              aria-describedby={option.hint ? `${optionId}-hint` : undefined}
            />
            <div>
              <label for={optionId}>{option.label}</label>
              {option.hint && (
                <p class="hint" id={`${optionId}-hint`}>
                  {option.hint}
                </p>
              )}
            </div>
          </div>
        );
      })}
      <FieldError id={id} error={props.error} />
    </fieldset>
  );
}
