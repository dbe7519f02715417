// Lengths and areas on the WGS 84 ellipsoid, for the reader's eye only: what counts is measured by the server.
const A = 6378137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const E2 = F * (2 - F);
const RAD = Math.PI / 180;

/** Metres between two [longitude, latitude] pairs (Vincenty 1975, inverse). */
export const distance = ([lon1, lat1], [lon2, lat2]) => {
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RAD));
  const u2 = Math.atan((1 - F) * Math.tan(lat2 * RAD));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const span = (lon2 - lon1) * RAD;
  let lambda = span;
  for (let turn = 0; turn < 100; turn++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (sinSigma === 0) return 0;
    const cosSigma = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sl) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cosMid = cos2Alpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda = span + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (cosMid + c * cosSigma * (2 * cosMid ** 2 - 1)));
    if (Math.abs(lambda - before) > 1e-12) continue;
    const k = (cos2Alpha * (A ** 2 - B ** 2)) / B ** 2;
    const big = 1 + (k / 16384) * (4096 + k * (k * (320 - 175 * k) - 768));
    const small = (k / 1024) * (256 + k * (k * (74 - 47 * k) - 128));
    const rest = cosSigma * (2 * cosMid ** 2 - 1) - (small / 6) * cosMid * (4 * sinSigma ** 2 - 3) * (4 * cosMid ** 2 - 3);
    return B * big * (sigma - small * sinSigma * (cosMid + (small / 4) * rest));
  }
  return NaN;
};

const q = (sine) => {
  const e = Math.sqrt(E2);
  return (1 - E2) * (sine / (1 - E2 * sine ** 2) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e));
};

/** Square metres of a ring of [longitude, latitude] pairs, on the sphere of equal area (authalic latitudes). */
export const area = (ring) => {
  const whole = q(1);
  const radius2 = (A ** 2 * whole) / 2;
  let sum = 0;
  for (let index = 0; index < ring.length; index++) {
    const [lon1, lat1] = ring[index];
    const [lon2, lat2] = ring[(index + 1) % ring.length];
    sum += (lon2 - lon1) * RAD * (q(Math.sin(lat1 * RAD)) + q(Math.sin(lat2 * RAD)));
  }
  return Math.abs((sum * radius2) / (2 * whole));
};
