// Every expected failure of Groma, once: what happened and the next step, in the words a person reads.
// `{name}` is filled from the error's params. A code that is not here does not exist.

interface ErrorEntry {
  /** What happened. */
  readonly message: string;
  /** The next step. */
  readonly step: string;
  /** True where the same call may succeed later without a change. */
  readonly retry?: true;
}

const entries = {
  // Of every call
  bad_input: {
    message: 'Groma was asked for something it does not understand: {detail}.',
    step: 'Correct the value and try again.',
  },
  unknown_procedure: {
    message: 'There is nothing called {name} here.',
    step: 'Reload the window so that it matches the running core.',
  },
  cancelled: { message: 'Cancelled.', step: 'Start it again when you are ready.', retry: true },
  deadline_exceeded: {
    message: 'No answer within {seconds} s.',
    step: 'Try again; if it stays slow, look at the running tasks.',
    retry: true,
  },
  core_unavailable: {
    message: 'The core of Groma could not start: {reason}',
    step: 'Fix the cause, then start Groma again.',
  },
  connection_lost: {
    message: 'The connection to the core was lost.',
    step: 'Wait a moment or reload; what was saved is safe.',
    retry: true,
  },
  internal: {
    message: 'Something broke in Groma, your data is saved. Reference {reference}.',
    step: 'Copy the details and send them to us.',
  },

  port_in_use: { message: 'Port {port} is in use by another program.', step: 'Choose another port, or leave it out.' },

  // Files and folders
  file_not_found: { message: 'There is no file {file}.', step: 'Check the name, or look for it in another folder.' },
  file_not_readable: {
    message: 'The file {file} cannot be read ({reason}).',
    step: 'Check that you may open it and that the disk is connected.',
  },
  file_not_writable: {
    message: '{file} cannot be written ({reason}).',
    step: 'Choose another name, or a folder that you may write to.',
  },
  file_exists: { message: '{file} is there already.', step: 'Choose another name, or open the file that is there.' },
  folder_not_found: { message: 'There is no folder {folder}.', step: 'Choose a folder that exists.' },
  file_too_large: {
    message: '{file} has {megabytes} MB; at most {limit} MB are accepted.',
    step: 'Export a smaller version of it.',
  },
  disk_full: {
    message: 'The disk is full.',
    step: 'Free some space, then try again; nothing that was saved is lost.',
    retry: true,
  },
  upload_not_found: { message: 'The file that was handed over is no longer there.', step: 'Choose the file again.' },
  upload_out_of_order: { message: 'A piece of the file is missing.', step: 'Choose the file again.' },
  dialogs_unavailable: { message: 'This shell has no file dialogs of its own.', step: 'Type the path instead.' },

  // Design
  object_not_found: {
    message: 'This is no longer on the plan: it was removed in another window.',
    step: 'Look at the plan as it is now, then do it again where it is still wanted.',
  },
  object_not_valid: {
    message: 'This cannot be put on the plan: {detail}.',
    step: 'Correct the value and try again.',
  },

  // Site files
  not_a_site_file: {
    message: '{file} is not a Groma site.',
    step: 'Choose a file that ends in .groma, or make a new site.',
  },
  site_newer: {
    message: '{file} was made by a newer Groma (format {found}; this one knows {known}).',
    step: 'Install a newer Groma to open it. The file was left untouched.',
  },
  site_damaged: {
    message: '{file} is damaged: {detail}.',
    step: 'Open a backup of it, if there is one. The file was left untouched.',
  },
  site_locked: {
    message: '{file} is held by another program.',
    step: 'Close the program that uses it, then try again.',
    retry: true,
  },
  site_open_elsewhere: {
    message: '{file} is open in another Groma ({owner}).',
    step: 'You can look at it here; to change it, close it there and open it again.',
    retry: true,
  },
  site_not_writable: {
    message: '{file} may not be written by you.',
    step: 'You can look at it; to change it, copy it to a folder of your own.',
  },
  site_has_two_names: {
    message: '{file} has a second name on this disk (a hard link); written under two names it would be damaged.',
    step: 'You can look at it; to change it, make a copy of it (Back up) and open that.',
  },
  site_needs_upgrade: {
    message: '{file} has an older format and may not be changed here.',
    step: 'Copy it to a folder that you may write to, or close it in the other Groma, then open it again.',
  },
  site_copy_open: {
    message: 'A copy of this site is open already: {file}.',
    step: 'Close that one first; two copies of one site cannot be told apart while both are open.',
  },
  merge_same_file: { message: '{file} is the site that is open.', step: "Choose another person's copy of it." },
  merge_other_site: {
    message: '{file} is another site, not a copy of this one.',
    step: 'Choose a copy that was made of this site: by backing it up, or by copying its file.',
  },
  conflict_is_decided: { message: 'This is decided already.', step: 'Look at the list as it is now.', retry: true },
  site_gone: {
    message: '{file} was moved or deleted while it was open.',
    step: 'Put it back, or close the site and open it where it is now. Until then nothing is written.',
  },
  site_read_only: { message: 'This site is open for reading only.', step: '{step}' },
  site_not_open: { message: 'This site is not open any more.', step: 'Open it again.' },
  practice_unavailable: { message: 'The practice site is not part of this shell.', step: 'Start Groma with --lab.' },

  // Floors, plans, walls
  floor_not_found: { message: 'There is no floor {floor}.', step: 'This site has: {floors}.' },
  floor_exists: { message: 'There is a floor {floor} already.', step: 'Choose another name.' },
  floor_in_use: {
    message: '{floor} cannot be removed while "{task}" is at work.',
    step: 'Wait until it has ended, or cancel it, then remove the floor.',
    retry: true,
  },
  floor_has_readings: {
    message: '{floor} holds measurements ({readings} readings), and what was measured is never thrown away.',
    step: 'Rename it, or leave it; a floor where nothing was measured can be removed.',
  },
  project_unknown_format: {
    message: '{file} is not a project that Groma reads.',
    step: 'Use an Ekahau project (.esx), an OpenIntent project (.zip, .json) or a building model (.ifc).',
  },
  project_without_walls: {
    message: '{file} has no storey with walls.',
    step: 'Export the building with its walls and storeys (IfcWall, IfcBuildingStorey) and import it again.',
  },
  project_damaged: {
    message: '{file} is damaged: {detail} cannot be read.',
    step: 'Open it in the program it comes from and save it anew.',
  },
  photo_not_found: { message: 'This photo is not in the site.', step: 'Merge the copy it was added to.' },
  photo_not_a_picture: { message: '{file} is not a photo that Groma reads.', step: 'Use PNG or JPG.' },
  plan_missing: { message: 'No plan for {floor} yet.', step: 'Import a PDF, DXF, SVG or picture.' },
  plan_not_found: { message: 'This plan was replaced or removed.', step: 'Reload the floor.', retry: true },
  plan_no_scale: { message: 'The plan of {floor} has no scale.', step: 'Set it with one known length.' },
  plan_unknown_format: { message: '{file} is not a plan that Groma reads.', step: 'Use PNG, JPG, SVG, PDF or DXF.' },
  plan_is_project: {
    message: '{file} is a whole project, not the plan of one floor.',
    step: 'Use Import a project in the site menu.',
  },
  plan_damaged: {
    message: '{file} cannot be read as {format}: {detail}.',
    step: 'Export it again from the program that made it.',
  },
  plan_too_many_pixels: {
    message: '{file} has {megapixels} megapixels; at most {limit} are accepted.',
    step: 'Export it with fewer dots per inch.',
  },
  plan_too_complex: { message: '{file} has more than {limit} {things}.', step: 'Export only the layers you need.' },
  plan_nested_too_deep: {
    message: '{file} is nested deeper than {limit} levels.',
    step: 'Explode the blocks or groups in it and export it again.',
  },
  plan_takes_too_long: {
    message: '{file} took longer than {seconds} s to read.',
    step: 'Export only the layers you need, or a picture of it.',
  },
  plan_page_not_found: { message: '{file} has no page {page}; it has {pages}.', step: 'Choose one of its pages.' },
  plan_no_content: {
    message: '{file} has nothing to draw.',
    step: 'Check the layers and the page that were exported.',
  },
  pdf_password: {
    message: '{file} is protected with a password.',
    step: 'Save a copy without the password and import that.',
  },
  scale_points_too_close: {
    message: 'The two points are less than {limit} pixels apart.',
    step: 'Measure a longer length: the longer it is, the better the scale.',
  },

  // Readings, radios, maps
  readings_unknown_format: {
    message: '{file} is not a readings file that Groma knows.',
    step: 'Use Groma CSV, WiGLE CSV, an ILC-20 trace, a capture (pcap, btsnoop) or a Kismet log, or map its columns.',
  },
  capture_without_signal: {
    message: '{file} does not say how strong its packets were (link types {links}).',
    step: 'Capture Wi-Fi in monitor mode with radiotap headers, or Bluetooth with a sniffer or btmon.',
  },
  readings_mapping_needed: {
    message: 'The columns of {file} have to be mapped first.',
    step: 'Say which columns hold x, y and the signal.',
  },
  no_usable_rows: { message: '{file} has no usable row: {detail}.', step: 'Check the header and the first rows.' },
  no_readings: { message: 'No readings on {floor} yet.', step: 'Import readings or start a walk.' },
  readings_without_place: {
    message: 'The {readings} readings on {floor} have no place on the plan, so there is nothing to draw.',
    step: 'Import readings with x and y in metres, or start a walk on the plan.',
  },
  radio_not_found: { message: 'No radio {radio} was heard on this floor.', step: 'Choose one from the radio list.' },
  radio_needed: { message: 'The metric rssi is of one radio.', step: 'Say which one.' },
  heatmap_too_large: {
    message: 'The map would have {cells} cells; at most {limit} are computed.',
    step: 'Choose larger cells.',
  },
  scan_not_found: { message: 'This point is no longer there.', step: 'Reload the floor.' },
  source_not_found: { message: 'There is no source {source}.', step: 'List the sources and choose one.' },
  source_busy: { message: 'The source {source} is recording already.', step: 'Finish that walk first.' },
  source_without_floor: {
    message: '{source} knows nothing of storey {level}.',
    step: 'Walk a floor of the storeys that it knows, or set the storey of this one right.',
  },
  source_not_ready: { message: '{source} cannot start: {problem}', step: '{action}' },
  source_lost: {
    message: '{source} is gone: {reason}.',
    step: 'Plug it in or switch it on again; recording goes on with it.',
    retry: true,
  },
  walk_needs_no_mark: { message: 'This walk knows by itself where it is.', step: 'Finish it, or let it go on.' },
  walk_nothing_to_undo: { message: 'There is no mark to take back.', step: 'Go on with the walk.' },
  plan_without_georeference: {
    message: '{floor} does not know where on earth it lies.',
    step: 'Place two alignment points and give them their latitude and longitude.',
  },
  export_without_plan: {
    message: 'No floor of this site has a plan, and other programs have nothing to place things on.',
    step: 'Import a floorplan, then export again.',
  },
  export_unknown_format: { message: '{file} has no ending that Groma writes.', step: 'Use {formats}.' },

  device_not_found: { message: 'No readings were taken with {device}.', step: 'Use one of: {devices}.' },
  devices_not_side_by_side: {
    message: '{device} and {reference} have not heard enough radios at one place and time.',
    step: 'Start a walk with both, stand still at a few places for half a minute in all, and compare again.',
  },
  test_not_valid: {
    message: 'This test cannot be run: {detail}.',
    step: 'Give the name or address of a server, or a URL for http.',
  },
  tool_missing: { message: '{tool} is not installed on this computer.', step: 'Install {tool}, and test again.' },

  // Tasks
  task_not_found: { message: 'This task is no longer there.', step: 'Look at the task list.' },
  task_not_resumable: { message: 'This task cannot go on.', step: 'Start it anew.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof entries;
export const errorRegistry: Readonly<Record<ErrorCode, ErrorEntry>> = entries;
export const errorCodes = Object.keys(entries) as ErrorCode[];

/** Failures that any call can meet; procedures list only their own. */
export const commonErrors: readonly ErrorCode[] = [
  'bad_input',
  'unknown_procedure',
  'cancelled',
  'deadline_exceeded',
  'core_unavailable',
  'connection_lost',
  'internal',
  'disk_full',
  'site_damaged',
  'site_locked',
  'site_gone',
];
