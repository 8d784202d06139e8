import type { Child } from 'hono/jsx';
import { Button } from './button.tsx';

interface Props {
  title: string;
  /** Why it is asked. */
  intro: string;
  cancel: string;
  /** Paths of the doors that ask first; a part like `:id` stands for any. */
  doors: readonly string[];
  /** In how many seconds they begin to ask. */
  inSeconds: number;
  children?: Child;
}

/**
 * The dialog that a script opens before a sensitive form is sent. The act is named by the button that was pressed.
 * A template: nothing of it is in the page before, so no password manager fills it in and no id is there twice.
 */
export function StepUpElement({ title, intro, cancel, doors, inSeconds, children }: Props) {
  return (
    <step-up data-doors={doors.join(' ')} data-seconds={inSeconds}>
      <template>
        <dialog class="step-up" aria-labelledby="step-up-title" aria-describedby="step-up-why">
          <h2 id="step-up-title">{title}</h2>
          <div id="step-up-why">
            <p class="step-up-act" />
            <p>{intro}</p>
          </div>
          {children}
          <form method="dialog" class="dialog-foot">
            <Button tone="quiet">{cancel}</Button>
          </form>
        </dialog>
      </template>
    </step-up>
  );
}
