import { type Handler, refuse } from '../../foundations/http/index.ts';
import type { createAnswerNotMe } from './answer-not-me.ts';
import { notMeDonePage, notMePage } from './not-me-page.tsx';

export function createNotMeRoutes(notMe: ReturnType<typeof createAnswerNotMe>, resetLifetimeMinutes: number) {
  const show: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    return (await notMe.isOpen(token))
      ? { kind: 'page', page: notMePage(visit, token), json: {} }
      : refuse('link-spent');
  };

  const answer: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    const next = await notMe.answer(token, visit.client);
    if (next === null) return refuse('link-spent');
    return {
      kind: 'done',
      status: 200,
      json: { next },
      page: notMeDonePage(visit, next === 'sign-in' ? null : resetLifetimeMinutes),
      cookies: [{ name: 'session', value: null }],
    };
  };

  return { show, answer };
}
