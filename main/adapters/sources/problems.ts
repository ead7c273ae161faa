// Why a source cannot start, each with one sentence and one next step.
import type { Preflight } from '../../ports/reading-source.ts';

export const ready: Preflight = { state: 'ready' };

export const problems = {
  noWifi: {
    state: 'noAdapter',
    problem: 'This computer has no Wi-Fi adapter.',
    action: 'Plug one in, then look again.',
  },
  wifiOff: {
    state: 'poweredOff',
    problem: 'Wi-Fi is switched off.',
    action: 'Switch it on in the system, or leave flight mode.',
  },
  noWifiTool: {
    state: 'toolMissing',
    problem: 'Neither iw nor nmcli is installed.',
    action: 'Install the package iw, then look again.',
  },
  noLocation: {
    state: 'noPermission',
    problem: 'The system does not tell Groma the names of networks without the right to locations.',
    action: 'Allow Groma the location in the privacy settings of the system, then look again.',
  },
  noBluetooth: {
    state: 'noAdapter',
    problem: 'This computer has no Bluetooth adapter.',
    action: 'Plug one in, then look again.',
  },
  bluetoothOff: {
    state: 'poweredOff',
    problem: 'Bluetooth is switched off.',
    action: 'Switch it on in the system, or leave flight mode.',
  },
  noBluetoothRight: {
    state: 'noPermission',
    problem: 'Groma may not use Bluetooth.',
    action: 'Allow Groma Bluetooth in the privacy settings of the system, then look again.',
  },
  noBluez: {
    state: 'noService',
    problem: 'The Bluetooth service of the system does not run.',
    action: 'Start it with: systemctl start bluetooth.',
  },
  noWlanService: {
    state: 'noService',
    problem: 'The WLAN service of Windows does not run.',
    action: 'Start "WLAN AutoConfig" in the services of Windows.',
  },
  portMissing: {
    state: 'portMissing',
    problem: 'The serial port is not there.',
    action: 'Plug the receiver in again.',
  },
  portBusy: {
    state: 'portBusy',
    problem: 'Another program uses the serial port.',
    action: 'Close that program, then look again.',
  },
  portForbidden: {
    state: 'noPermission',
    problem: 'You may not open this serial port.',
    action: 'Add your user to the group dialout, then sign in again.',
  },
} as const satisfies Record<string, Preflight>;

export const unknownProblem = (text: string): Preflight => ({
  state: 'unknown',
  problem: text === '' ? 'The system did not say why.' : text,
  action: 'Look at the message of the system, then try again.',
});
