// Inverse distance weighting over the k nearest places, w = 1 / (d^2 + 1e-4), for any number of radios that share the places.
// Exact: every cell gets its true k nearest (all of them where several tie for the last rank). Single precision, no contraction,
// sums in the order of the sorted places, so that the typed-array twin (idw-typed.ts) gives the same bits.
//
// Places are sorted into buckets. A tile of 16 x 16 cells takes its candidates from the buckets, each 4 x 4 block in it takes its
// own from the tile's, and four cells at a time find their k-th distance with a sorting network of vectors.
// Build: node shared/rf/kernels/build.mjs
#include <wasm_simd128.h>

#define MAX_K 12
#define TILE 16
#define BLOCK 4
#define FAR 1e30f
// More places than this at one and the same distance are not all needed.
#define MAX_PICKED 1024
#define EPSILON 1e-4f

typedef struct {
  int count, radios, stride;      // places, radios, floats per place (radios rounded up to 4)
  const float *x, *y, *values;    // sorted by bucket; values[place * stride + radio], dBm
  const int *start;               // first place of each bucket, one more at the end
  int bucket_columns, bucket_rows;
  float bucket_m, left, top;      // edge and corner of the bucket grid
} Places;

typedef struct {
  int columns, rows, k;
  float cell_m, left, top, reach2;
  float *out;                     // out[radio * columns * rows + row * columns + column]
} Grid;

typedef struct { int count; int *index; float *x, *y; } Candidates;

static inline float maxf(float a, float b) { return a > b ? a : b; }
static inline int clampi(int v, int low, int high) { return v < low ? low : v > high ? high : v; }

// Square of the distance to the k-th nearest place of a point: rings of buckets until no nearer place can be left.
static float kth_distance2(const Places *p, float cx, float cy, int k) {
  float best[MAX_K];
  int have = 0;
  int bc = clampi((int)__builtin_floorf((cx - p->left) / p->bucket_m), 0, p->bucket_columns - 1);
  int br = clampi((int)__builtin_floorf((cy - p->top) / p->bucket_m), 0, p->bucket_rows - 1);
  int last = p->bucket_columns > p->bucket_rows ? p->bucket_columns : p->bucket_rows;
  for (int ring = 0; ring <= last; ring++) {
    // Not every row of the ring: where places lie in a long line, most rings are outside of the buckets.
    int first = br - ring < 0 ? 0 : br - ring, end = br + ring < p->bucket_rows ? br + ring : p->bucket_rows - 1;
    for (int r = first; r <= end; r++) {
      int edge = r == br - ring || r == br + ring;
      for (int c = bc - ring; c <= bc + ring; c += edge || ring == 0 ? 1 : 2 * ring) {
        if (c < 0 || c >= p->bucket_columns) continue;
        int bucket = r * p->bucket_columns + c;
        for (int i = p->start[bucket]; i < p->start[bucket + 1]; i++) {
          float dx = p->x[i] - cx, dy = p->y[i] - cy, d = dx * dx + dy * dy;
          if (have == k && d >= best[k - 1]) continue;
          int at = have < k ? have++ : k - 1;
          while (at > 0 && best[at - 1] > d) { best[at] = best[at - 1]; at--; }
          best[at] = d;
        }
      }
    }
    // Places outside of the rings seen so far are at least this far away (negative: the point lies outside of the buckets).
    float in_column = cx - (p->left + (float)bc * p->bucket_m), in_row = cy - (p->top + (float)br * p->bucket_m);
    float near_x = in_column < p->bucket_m - in_column ? in_column : p->bucket_m - in_column;
    float near_y = in_row < p->bucket_m - in_row ? in_row : p->bucket_m - in_row;
    float safe = (near_x < near_y ? near_x : near_y) + (float)ring * p->bucket_m;
    if (have == k && safe > 0 && safe * safe > best[k - 1]) break;
  }
  return best[k - 1];
}

// All places within `radius` of a point, in sorted order.
static void gather(const Places *p, float cx, float cy, float radius, Candidates *to) {
  int c0 = clampi((int)__builtin_floorf((cx - radius - p->left) / p->bucket_m), 0, p->bucket_columns - 1);
  int c1 = clampi((int)__builtin_floorf((cx + radius - p->left) / p->bucket_m), 0, p->bucket_columns - 1);
  int r0 = clampi((int)__builtin_floorf((cy - radius - p->top) / p->bucket_m), 0, p->bucket_rows - 1);
  int r1 = clampi((int)__builtin_floorf((cy + radius - p->top) / p->bucket_m), 0, p->bucket_rows - 1);
  float limit = radius * radius;
  int n = 0;
  for (int r = r0; r <= r1; r++) {
    int i = p->start[r * p->bucket_columns + c0], end = p->start[r * p->bucket_columns + c1 + 1];
    for (; i < end; i++) {
      float dx = p->x[i] - cx, dy = p->y[i] - cy;
      if (dx * dx + dy * dy > limit) continue;
      to->index[n] = i; to->x[n] = p->x[i]; to->y[n] = p->y[i]; n++;
    }
  }
  to->count = n;
}

// The k smallest squared distances of four points at once, sorted, one point a lane.
static inline void network(const Candidates *from, v128_t cx, v128_t cy, int k, v128_t *best) {
  for (int j = 0; j < k; j++) best[j] = wasm_f32x4_splat(FAR);
  for (int i = 0; i < from->count; i++) {
    v128_t dx = wasm_f32x4_sub(wasm_v128_load32_splat(from->x + i), cx), dy = wasm_f32x4_sub(wasm_v128_load32_splat(from->y + i), cy);
    v128_t d = wasm_f32x4_add(wasm_f32x4_mul(dx, dx), wasm_f32x4_mul(dy, dy));
    if (!wasm_v128_any_true(wasm_f32x4_lt(d, best[k - 1]))) continue;
    for (int j = 0; j < k; j++) {
      v128_t low = wasm_f32x4_pmin(best[j], d);
      d = wasm_f32x4_pmax(best[j], d);
      best[j] = low;
    }
  }
}

static inline void network12(const Candidates *from, v128_t cx, v128_t cy, v128_t *best) {
  v128_t b[MAX_K];
  for (int j = 0; j < MAX_K; j++) b[j] = wasm_f32x4_splat(FAR);
  for (int i = 0; i < from->count; i++) {
    v128_t dx = wasm_f32x4_sub(wasm_v128_load32_splat(from->x + i), cx), dy = wasm_f32x4_sub(wasm_v128_load32_splat(from->y + i), cy);
    v128_t d = wasm_f32x4_add(wasm_f32x4_mul(dx, dx), wasm_f32x4_mul(dy, dy));
#pragma clang loop unroll(full)
    for (int j = 0; j < MAX_K; j++) {
      v128_t low = wasm_f32x4_pmin(b[j], d);
      d = wasm_f32x4_pmax(b[j], d);
      b[j] = low;
    }
  }
  for (int j = 0; j < MAX_K; j++) best[j] = b[j];
}

static inline void kth(const Candidates *from, v128_t cx, v128_t cy, int k, v128_t *best) {
  if (k == MAX_K) network12(from, cx, cy, best);
  else network(from, cx, cy, k, best);
}

static const Places *P;
static const Grid *G;
static int picked[4][MAX_PICKED];
static float weight[4][MAX_PICKED];

static inline void store4(float *to, v128_t v, int lanes) {
  if (lanes == 4) { wasm_v128_store(to, v); return; }
  to[0] = wasm_f32x4_extract_lane(v, 0);
  if (lanes > 1) to[1] = wasm_f32x4_extract_lane(v, 1);
  if (lanes > 2) to[2] = wasm_f32x4_extract_lane(v, 2);
}

// Four neighbouring cells of one row.
static void cells4(const Candidates *from, int column, int row, v128_t *best) {
  const Places *p = P;
  const Grid *g = G;
  v128_t cx = wasm_f32x4_make((float)column, (float)(column + 1), (float)(column + 2), (float)(column + 3));
  cx = wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_add(cx, wasm_f32x4_splat(0.5f)), wasm_f32x4_splat(g->cell_m)), wasm_f32x4_splat(g->left));
  v128_t cy = wasm_f32x4_splat(((float)row + 0.5f) * g->cell_m + g->top);
  int lanes = g->columns - column < 4 ? g->columns - column : 4;
  long plane = (long)g->columns * g->rows;
  float *out = g->out + (long)row * g->columns + column;
  v128_t nan = wasm_f32x4_splat(__builtin_nanf(""));
  kth(from, cx, cy, g->k, best);
  v128_t reached = wasm_f32x4_le(best[0], wasm_f32x4_splat(g->reach2));
  if (!wasm_v128_any_true(reached)) {
    for (int a = 0; a < p->radios; a++) store4(out + a * plane, nan, lanes);
    return;
  }
  v128_t limit = best[g->k - 1], sum = wasm_f32x4_splat(0);
  int n[4] = {0, 0, 0, 0};
  for (int i = 0; i < from->count; i++) {
    v128_t dx = wasm_f32x4_sub(wasm_v128_load32_splat(from->x + i), cx), dy = wasm_f32x4_sub(wasm_v128_load32_splat(from->y + i), cy);
    v128_t d = wasm_f32x4_add(wasm_f32x4_mul(dx, dx), wasm_f32x4_mul(dy, dy));
    v128_t near = wasm_f32x4_le(d, limit);
    int bits = wasm_i32x4_bitmask(near);
    if (!bits) continue;
    v128_t w = wasm_v128_and(near, wasm_f32x4_div(wasm_f32x4_splat(1), wasm_f32x4_add(d, wasm_f32x4_splat(EPSILON))));
    sum = wasm_f32x4_add(sum, w);
    int at = from->index[i];
    picked[0][n[0]] = at; weight[0][n[0]] = wasm_f32x4_extract_lane(w, 0); n[0] += (bits & 1) & (n[0] < MAX_PICKED - 1);
    picked[1][n[1]] = at; weight[1][n[1]] = wasm_f32x4_extract_lane(w, 1); n[1] += ((bits >> 1) & 1) & (n[1] < MAX_PICKED - 1);
    picked[2][n[2]] = at; weight[2][n[2]] = wasm_f32x4_extract_lane(w, 2); n[2] += ((bits >> 2) & 1) & (n[2] < MAX_PICKED - 1);
    picked[3][n[3]] = at; weight[3][n[3]] = wasm_f32x4_extract_lane(w, 3); n[3] += ((bits >> 3) & 1) & (n[3] < MAX_PICKED - 1);
  }
  // Where more tied than are picked, only the picked ones may share the weight.
  if (n[0] >= MAX_PICKED - 1 || n[1] >= MAX_PICKED - 1 || n[2] >= MAX_PICKED - 1 || n[3] >= MAX_PICKED - 1) {
    float sums[4] = {0, 0, 0, 0};
    for (int lane = 0; lane < 4; lane++)
      for (int j = 0; j < n[lane]; j++) sums[lane] += weight[lane][j];
    sum = wasm_v128_load(sums);
  }
  for (int a = 0; a < p->stride; a += 4) {
    v128_t s[4];
    for (int lane = 0; lane < 4; lane++) {
      v128_t acc = wasm_f32x4_splat(0);
      const float *values = p->values + a;
      for (int j = 0; j < n[lane]; j++)
        acc = wasm_f32x4_add(acc, wasm_f32x4_mul(wasm_v128_load32_splat(&weight[lane][j]), wasm_v128_load(values + (long)picked[lane][j] * p->stride)));
      s[lane] = acc;
    }
    // Four cells x four radios -> four radios x four cells.
    v128_t t0 = wasm_i32x4_shuffle(s[0], s[1], 0, 4, 1, 5), t1 = wasm_i32x4_shuffle(s[0], s[1], 2, 6, 3, 7);
    v128_t t2 = wasm_i32x4_shuffle(s[2], s[3], 0, 4, 1, 5), t3 = wasm_i32x4_shuffle(s[2], s[3], 2, 6, 3, 7);
    v128_t r[4] = {wasm_i32x4_shuffle(t0, t2, 0, 1, 4, 5), wasm_i32x4_shuffle(t0, t2, 2, 3, 6, 7),
                   wasm_i32x4_shuffle(t1, t3, 0, 1, 4, 5), wasm_i32x4_shuffle(t1, t3, 2, 3, 6, 7)};
    for (int b = 0; b < 4 && a + b < p->radios; b++)
      store4(out + (a + b) * plane, wasm_v128_bitselect(wasm_f32x4_div(r[b], sum), nan, reached), lanes);
  }
}

static void block(const Candidates *tile, Candidates *own, int column, int row, float kth_m) {
  const Grid *g = G;
  float half = g->cell_m * 0.5f * (BLOCK - 1);
  float cx = ((float)column + 0.5f) * g->cell_m + g->left + half, cy = ((float)row + 0.5f) * g->cell_m + g->top + half;
  // A cell's k-th neighbour is at most 2 h beyond that of the block's centre; the margin covers rounding.
  float radius = (kth_m + 2.83f * half) * 1.0001f + 1e-3f, limit = radius * radius;
  int n = 0;
  for (int i = 0; i < tile->count; i++) {
    float dx = tile->x[i] - cx, dy = tile->y[i] - cy;
    own->index[n] = tile->index[i]; own->x[n] = tile->x[i]; own->y[n] = tile->y[i];
    n += dx * dx + dy * dy <= limit;
  }
  own->count = n;
  v128_t best[MAX_K];
  int last = row + BLOCK < g->rows ? row + BLOCK : g->rows;
  for (int r = row; r < last; r++) cells4(own, column, r, best);
}

// A tile that no place reaches, whose k nearest nobody needs to know.
static void nothing(int column, int row) {
  const Grid *g = G;
  int right = column + TILE < g->columns ? column + TILE : g->columns, last = row + TILE < g->rows ? row + TILE : g->rows;
  for (int a = 0; a < P->radios; a++)
    for (int r = row; r < last; r++)
      for (int c = column; c < right; c++) g->out[((long)a * g->rows + r) * g->columns + c] = __builtin_nanf("");
}

static void tile(Candidates *shared, Candidates *own, int column, int row) {
  const Places *p = P;
  const Grid *g = G;
  float half = g->cell_m * 0.5f * (TILE - 1);
  float cx = ((float)column + 0.5f) * g->cell_m + g->left + half, cy = ((float)row + 0.5f) * g->cell_m + g->top + half;
  // The corners of the tile are 1.42 h from its centre; the margin covers rounding.
  gather(p, cx, cy, (__builtin_sqrtf(g->reach2) + 1.42f * half) * 1.0001f + 1e-3f, shared);
  if (shared->count == 0) { nothing(column, row); return; }
  float radius = (__builtin_sqrtf(kth_distance2(p, cx, cy, g->k)) + 2.83f * half) * 1.0001f + 1e-3f;
  gather(p, cx, cy, radius, shared);
  float block_half = g->cell_m * 0.5f * (BLOCK - 1);
  v128_t best[MAX_K];
  for (int r = row; r < row + TILE && r < g->rows; r += BLOCK) {
    float x0 = ((float)column + 0.5f) * g->cell_m + g->left + block_half, step = g->cell_m * BLOCK;
    v128_t centres = wasm_f32x4_make(x0, x0 + step, x0 + 2 * step, x0 + 3 * step);
    v128_t level = wasm_f32x4_splat(((float)r + 0.5f) * g->cell_m + g->top + block_half);
    kth(shared, centres, level, g->k, best);
    v128_t root = wasm_f32x4_sqrt(best[g->k - 1]);
    float kth_m[4] = {wasm_f32x4_extract_lane(root, 0), wasm_f32x4_extract_lane(root, 1), wasm_f32x4_extract_lane(root, 2), wasm_f32x4_extract_lane(root, 3)};
    for (int b = 0; b < TILE / BLOCK && column + b * BLOCK < g->columns; b++) block(shared, own, column + b * BLOCK, r, kth_m[b]);
  }
}

// Fills rows first_row .. last_row (multiples of TILE apart). `scratch` holds 6 arrays of `count` words.
__attribute__((export_name("idw"))) void idw(const Places *places, const Grid *grid, int *scratch, int first_row, int last_row) {
  P = places;
  G = grid;
  int n = places->count;
  Candidates shared = {0, scratch, (float *)scratch + n, (float *)scratch + 2 * n};
  Candidates own = {0, scratch + 3 * n, (float *)scratch + 4 * n, (float *)scratch + 5 * n};
  for (int row = first_row; row < last_row; row += TILE)
    for (int column = 0; column < grid->columns; column += TILE) tile(&shared, &own, column, row);
}
