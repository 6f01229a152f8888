import { type Load, type StationMeasures, saturated } from './station-measures.js';

/**
 * M/M/1 whose server breaks down: up for Exp(α), under repair for Exp(β), interrupted work resumed.
 *
 * `A = β/(α+β)`, `L = λ(1 + αμ/(α+β)²)/(Aμ - λ)`. `meanUp` = 1/α and `meanRepair` = 1/β in seconds. The server may
 * break while idle. The delay is far beyond that of a server of capacity Aμ when repairs are long.
 * Source: Mitrany and Avi-Itzhak, Operations Research 16 (1968); White and Christie 1958.
 */
export function mm1Breakdowns(
  load: Load & { readonly meanUp: number; readonly meanRepair: number },
): StationMeasures & { readonly availability: number } {
  const { arrivalRate, meanService, meanUp, meanRepair } = load;
  const [fail, repair] = [1 / meanUp, 1 / meanRepair];
  const availability = repair / (fail + repair);
  const spare = availability / meanService - arrivalRate;
  if (spare <= 0) {
    return { ...saturated({ ...load, servers: 1 }), throughput: availability / meanService, availability };
  }
  const meanInSystem = (arrivalRate * (1 + fail / meanService / (fail + repair) ** 2)) / spare;
  const meanResponse = (1 + fail / meanService / (fail + repair) ** 2) / spare;
  const utilization = arrivalRate * meanService;
  return {
    availability,
    utilization,
    waitProbability: 1 - (availability - utilization),
    meanWait: meanResponse - meanService,
    meanResponse,
    meanQueue: meanInSystem - utilization,
    meanInSystem,
    loss: 0,
    throughput: arrivalRate,
  };
}
