// In:    how a node's traffic is spread over networks, as counts.
// Out:   whether nearly all of it shows one address, as behind a proxy that is not in TRUSTED_PROXIES.
// Never: an address, a network or a clock.

/** What one busiest network, and all the others, sent. Units: batches, if not said otherwise. */
export interface Traffic {
  batches: number;
  /** Networks besides the busiest one. */
  otherNetworks: number;
  otherBatches: number;
  /** The busiest network's. Units: libraries; events. */
  libraries: number;
  viewables: number;
  /** Followed plain links among them. */
  clicks: number;
}

export const NO_TRAFFIC: Traffic = {
  batches: 0,
  otherNetworks: 0,
  otherBatches: 0,
  libraries: 0,
  viewables: 0,
  clicks: 0,
};

/** Two spans of time together, the busiest network of each taken for the same. */
export const addTraffic = (a: Traffic, b: Traffic): Traffic => ({
  batches: a.batches + b.batches,
  otherNetworks: a.otherNetworks + b.otherNetworks,
  otherBatches: a.otherBatches + b.otherBatches,
  libraries: Math.max(a.libraries, b.libraries),
  viewables: a.viewables + b.viewables,
  clicks: a.clicks + b.clicks,
});

/** Fewer say nothing. */
const MIN_BATCHES = 100;
/** A whole state sends for many libraries; an attempt to inflate one library's numbers sends for that one. */
const MIN_LIBRARIES = 3;
/** A health check, or staff beside the proxy. */
const MAX_OTHER_NETWORKS = 4;
const MAX_OTHER_SHARE = 0.05;

/**
 * A sender can send as much as it likes, so its share of the traffic proves nothing; but it cannot keep patrons elsewhere
 * from being seen. So the few other networks decide, over a day, and that this one's traffic looks like a state's: many
 * libraries, and no more clicks than entry points that were seen (the tag counts both for a click).
 */
export const showsOneAddress = (traffic: Traffic, libraryCount: number): boolean =>
  traffic.batches >= MIN_BATCHES &&
  traffic.libraries >= Math.min(MIN_LIBRARIES, libraryCount) &&
  traffic.otherNetworks <= MAX_OTHER_NETWORKS &&
  traffic.otherBatches <= traffic.batches * MAX_OTHER_SHARE &&
  traffic.clicks <= traffic.viewables;
