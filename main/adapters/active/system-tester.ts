// Each kind of active test by its own program.
import type { ActiveTester } from '../../ports/active-tester.ts';
import { runHttp } from './http.ts';
import { runIperf } from './iperf3.ts';
import { runPing } from './ping.ts';

export const systemTester: ActiveTester = {
  run: async (test, signal) => {
    switch (test.kind) {
      case 'iperf3':
        return runIperf(test, signal);
      case 'ping':
        return runPing(test, signal);
      case 'http':
        return runHttp(test, signal);
    }
  },
};
