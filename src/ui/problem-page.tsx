import type { Page, Problem, ProblemWords } from '../foundations/http/index.ts';
import { LinkButton } from './button.tsx';

/** What a refusal looks like when no form can say it better. */
export function problemPage(problem: Problem, said: ProblemWords, way: { href: string; label: string }): Page {
  return {
    title: said.title,
    shell: 'card',
    content: (
      <>
        <h1>{said.title}</h1>
        <p>{said.detail}</p>
        {problem.errors && problem.errors.length > 0 && (
          <ul>
            {problem.errors.map(({ field, message }) => (
              <li>
                {field}: {message}
              </li>
            ))}
          </ul>
        )}
        <LinkButton href={way.href} tone="quiet">
          {way.label}
        </LinkButton>
      </>
    ),
  };
}
