// Computes maps of the signal off the core's thread.
import { computeHeatmap, type HeatmapJob } from '../../shared/rf/heatmap.ts';
import { serveJobs, Transferred } from './serve.ts';

serveJobs((job: HeatmapJob) => {
  const map = computeHeatmap(job);
  return new Transferred(map, [map.valuesDbm.buffer, map.radio.buffer]);
});
