// What the tests of a floor came to, the newest first.
import type { ActiveOutcome, ActiveResult, ActiveTest } from '../../../shared/contract/active-test.ts';
import { formatPlace, formatTime } from '../../ui/format.ts';
import { type State, StateMark } from '../../ui/StateMark.tsx';

const shown = 50;

type Failure = Extract<ActiveOutcome, { state: 'failed' }>;
const failures: Readonly<Record<Failure['reason'], string>> = {
  refused: 'Refused: nothing listens there',
  unreachable: 'No way there',
  unknownHost: 'Nobody knows this name',
  timedOut: 'No answer in time',
  busy: 'The server is busy with another test',
  other: 'Failed',
};

function whatOf(test: ActiveTest): string {
  if (test.kind === 'iperf3') return `${test.protocol.toUpperCase()} ${test.direction}`;
  return test.kind === 'ping' ? 'Ping' : 'Download';
}

/** The figure that counts first, then the others. */
export function figuresOf(outcome: ActiveOutcome): readonly string[] {
  if (outcome.state === 'failed') return [failures[outcome.reason]];
  const { throughputMbps, rttMs, jitterMs, lossPercent, retransmits, status, firstByteMs } = outcome;
  const rate = (mbps: number) => `${mbps.toFixed(mbps < 10 ? 1 : 0)} Mb/s`;
  return [
    ...(throughputMbps === undefined ? [] : [rate(throughputMbps)]),
    ...(status === undefined || status < 400 ? [] : [`HTTP ${status}`]),
    ...(rttMs === undefined ? [] : [`${rttMs.toFixed(1)} ms round trip`]),
    ...(firstByteMs === undefined ? [] : [`${firstByteMs.toFixed(0)} ms to the first byte`]),
    ...(lossPercent === undefined ? [] : [`${lossPercent.toFixed(1)} % lost`]),
    ...(jitterMs === undefined ? [] : [`jitter ${jitterMs.toFixed(1)} ms`]),
    ...(retransmits ? [`${retransmits} sent again`] : []),
  ];
}

function stateOf(outcome: ActiveOutcome): State {
  if (outcome.state === 'failed') return 'fail';
  const isBad = (outcome.lossPercent ?? 0) >= 1 || (outcome.status ?? 0) >= 400;
  return isBad ? 'warn' : 'ok';
}

export function ActiveTestList({ tests }: { tests: readonly ActiveResult[] }) {
  if (tests.length === 0) return <p className="muted small">No test on this floor yet.</p>;
  return (
    <div className="difference-list">
      <ul className="test-list">
        {tests.slice(0, shown).map(({ testId, timeMs, xM, yM, test, outcome }) => {
          const [first, ...more] = figuresOf(outcome);
          const where = xM === undefined || yM === undefined ? 'no place' : formatPlace(xM, yM);
          return (
            <li key={testId}>
              <StateMark state={stateOf(outcome)}>{whatOf(test)}</StateMark>
              <span className="grow">
                <strong>{first}</strong>
                {more.length > 0 ? <span className="muted">{` ${more.join(', ')}`}</span> : null}
                <span className="muted small block cut" title={outcome.state === 'failed' ? outcome.detail : undefined}>
                  {`${test.target} · ${where} · ${formatTime(new Date(timeMs).toISOString())}`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {tests.length > shown ? <p className="muted small">{`and ${tests.length - shown} more`}</p> : null}
    </div>
  );
}
