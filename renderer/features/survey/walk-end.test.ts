// What a person is told when a walk ends, however it does.
import { expect, it } from 'vitest';
import type { Task } from '../../../shared/contract/tasks.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { SiteId, TaskId } from '../../../shared/model/ids.ts';
import { describeWalkEnd } from './walk-end.ts';

const walk = (more: Partial<Task>): Task => ({
  taskId: TaskId.parse('018f0000-0000-7000-8000-000000000001'),
  siteId: SiteId.parse('018f0000-0000-7000-8000-000000000002'),
  kind: 'survey.startWalk',
  title: 'Walk on 1F',
  state: 'running',
  phase: 'Recording',
  done: 1200,
  total: 0,
  unit: 'readings',
  canResume: false,
  startedAt: '2026-01-05T09:00:00Z',
  ...more,
});

it('stopped or walked to its end: what is saved', () => {
  expect(describeWalkEnd(walk({ state: 'done', result: { readings: 1234, scans: 1, dropped: 0 } }))).toEqual({
    state: 'ok',
    text: 'Walk saved: 1,234 readings in 1 scan.',
  });
  expect(describeWalkEnd(walk({ state: 'cancelled' }))?.text).toBe('Walk saved: 1,200 readings.');
});

it('failed: why, what to do, and what is saved all the same', () => {
  const end = describeWalkEnd(walk({ state: 'failed', error: new AppError('disk_full').toShape() }));
  expect(end?.state).toBe('fail');
  expect(end?.text).toMatch(/^The walk ended: The disk is full\. .+ Saved until then: 1,200 readings\.$/);
});

it('nothing while it goes on', () => {
  expect(describeWalkEnd(walk({}))).toBeUndefined();
  expect(describeWalkEnd(walk({ state: 'interrupted' }))).toBeUndefined();
});
