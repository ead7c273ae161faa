// Groma's companion on macOS: one scan of the Wi-Fi networks around, as one line of JSON. Since the system tells names only to a signed program
// with the right to locations, it is built and signed with the app (build/scripts/companion.mjs).
//   groma-wifi --state   {"state":"ok"|"off"|"unauthorized"|"noAdapter"}
//   groma-wifi --scan    the same with "networks"
import CoreLocation
import CoreWLAN
import Foundation

struct Network: Encodable {
  let bssid: String?
  let ssid: String?
  let rssi: Int
  let noise: Int?
  let channel: Int
  let band: String
  let width: Int?
}

struct Answer: Encodable {
  let state: String
  var networks: [Network] = []
}

func say(_ answer: Answer) -> Never {
  let line = try? JSONEncoder().encode(answer)
  print(line.flatMap { String(data: $0, encoding: .utf8) } ?? "{\"state\":\"noAdapter\"}")
  exit(0)
}

func band(_ channel: CWChannel) -> String {
  switch channel.channelBand {
  case .band2GHz: return "2.4"
  case .band6GHz: return "6"
  default: return "5"
  }
}

func width(_ channel: CWChannel) -> Int? {
  switch channel.channelWidth {
  case .width20MHz: return 20
  case .width40MHz: return 40
  case .width80MHz: return 80
  case .width160MHz: return 160
  default: return nil
  }
}

/// Asks once; the answer of the person is remembered by the system.
final class Permission: NSObject, CLLocationManagerDelegate {
  private let manager = CLLocationManager()

  var isGranted: Bool {
    manager.authorizationStatus == .authorizedAlways || manager.authorizationStatus == .authorized
  }

  func ask() {
    manager.delegate = self
    if manager.authorizationStatus == .notDetermined { manager.requestWhenInUseAuthorization() }
    let end = Date().addingTimeInterval(20)
    while manager.authorizationStatus == .notDetermined && Date() < end {
      RunLoop.current.run(until: Date().addingTimeInterval(0.1))
    }
  }
}

guard let interface = CWWiFiClient.shared().interface() else { say(Answer(state: "noAdapter")) }
if !interface.powerOn() { say(Answer(state: "off")) }
let permission = Permission()
permission.ask()
if !permission.isGranted { say(Answer(state: "unauthorized")) }
if !CommandLine.arguments.contains("--scan") { say(Answer(state: "ok")) }

let found = (try? interface.scanForNetworks(withName: nil)) ?? []
let networks = found.compactMap { network -> Network? in
  guard let channel = network.wlanChannel else { return nil }
  return Network(
    bssid: network.bssid, ssid: network.ssid, rssi: network.rssiValue,
    noise: network.noiseMeasurement == 0 ? nil : network.noiseMeasurement,
    channel: channel.channelNumber, band: band(channel), width: width(channel))
}
say(Answer(state: "ok", networks: networks))
