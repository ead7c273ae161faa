// The tools by their names.
import { doorTool } from './door.ts';
import { hereTool } from './here.ts';
import { measureTool } from './measure.ts';
import { areaTool, zoneTool } from './outline.ts';
import { panTool } from './pan.ts';
import { alignmentTool, apTool, beaconTool, noteTool } from './place.ts';
import { rectangleTool } from './rectangle.ts';
import { selectTool } from './select.ts';
import type { Tool, ToolName } from './tool.ts';
import { wallTool } from './wall.ts';

export const tools: Readonly<Record<ToolName, Tool>> = {
  select: selectTool,
  pan: panTool,
  measure: measureTool,
  wall: wallTool,
  rectangle: rectangleTool,
  door: doorTool,
  zone: zoneTool,
  area: areaTool,
  ap: apTool,
  beacon: beaconTool,
  note: noteTool,
  alignment: alignmentTool,
  here: hereTool,
};
