// One step of training: the network forward and back, and Adam. See network.py, which compiles and calls this.
//
// Single precision. Matrices are multiplied by the BLAS that comes with NumPy, whose `cblas_sgemm` the caller passes.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 96, INPUTS = 3 * WIDTH, OUTPUTS = 2 * WIDTH, LAYERS = 5, TAGS = 13, TABLES = 3, PADDING = 6 };
enum { SHAPES = 1, SHAPE_ROWS = 2048 };  // the table whose last row of a form says in which lists it is
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

static const int distances[LAYERS] = {0, 1, 2, 3, 5};
static const float epsilon = 1e-5f, keep = .82f;

typedef void (*multiply)(int, int, int, int64_t, int64_t, int64_t, float, const float *, int64_t, const float *, int64_t, float,
                         float *, int64_t);

// Weights, their gradients, and both moments of Adam.
typedef struct {
  float *value, *gradient, *first, *second;
  int64_t count;
} parameter;

typedef struct {
  parameter tables[TABLES];  // rows of WIDTH
  parameter weight[LAYERS], bias[LAYERS], gain[LAYERS], shift[LAYERS], out, out_bias;
  multiply multiply;
} network;

// Texts with rows of padding between them.
typedef struct {
  int64_t rows, forms;
  const int32_t *form;  // of each row, -1 for padding
  const int8_t *tags;
  const int64_t *chosen;  // which of all forms each form is
  const uint8_t *unlisted;  // of each form: whether it counts as being in no list
  const int64_t *starts[TABLES];  // of each of all forms, in `indices`
  const int32_t *indices[TABLES];
  const float *scale[TABLES];  // of each form of this batch
} batch;

// What a layer keeps for its gradient.
typedef struct {
  float *normal, *inverse;
  uint8_t *second_wins;
} memory;

static float *take(int64_t count) {
  float *found = NULL;
  if (posix_memalign((void **)&found, 64, (size_t)(count + 16) * sizeof *found) != 0) abort();
  return found;
}

static float *zeros(int64_t count) { return memset(take(count), 0, (size_t)count * sizeof(float)); }

// c = beta * c + a b, of matrices whose rows follow each other.
static void product(const network *n, const float *a, int64_t rows, int64_t inner, const float *b, int64_t columns, float beta, float *c) {
  n->multiply(ROW_MAJOR, PLAIN, PLAIN, rows, columns, inner, 1, a, inner, b, columns, beta, c, columns);
}

// c += a' b, over `rows` rows.
static void outer(const network *n, const float *a, int64_t rows, int64_t left, const float *b, int64_t right, float *c) {
  n->multiply(ROW_MAJOR, TRANSPOSED, PLAIN, left, right, rows, 1, a, left, b, right, 1, c, right);
}

// c = beta * c + a b', where b has `columns` rows.
static void back_product(const network *n, const float *a, int64_t rows, int64_t inner, const float *b, int64_t columns, float beta, float *c) {
  n->multiply(ROW_MAJOR, PLAIN, TRANSPOSED, rows, columns, inner, 1, a, inner, b, inner, beta, c, columns);
}

// Maxout of two pieces and layer normalisation of each row.
static void normalise(const network *n, int layer, const float *y, int64_t rows, memory *m, float *output) {
  const float *bias = n->bias[layer].value, *gain = n->gain[layer].value, *shift = n->shift[layer].value;
  m->normal = take(rows * WIDTH), m->inverse = take(rows);
  m->second_wins = malloc((size_t)(rows * WIDTH));
  for (int64_t r = 0; r < rows; r++, y += OUTPUTS, output += WIDTH) {
    float *normal = m->normal + r * WIDTH, sum = 0, squares = 0;
    uint8_t *wins = m->second_wins + r * WIDTH;
    for (int i = 0; i < WIDTH; i++) {
      float a = y[i] + bias[i], b = y[WIDTH + i] + bias[WIDTH + i];
      wins[i] = b > a;
      normal[i] = b > a ? b : a;
      sum += normal[i];
    }
    float mean = sum / WIDTH;
    for (int i = 0; i < WIDTH; i++) normal[i] -= mean, squares += normal[i] * normal[i];
    float inverse = m->inverse[r] = 1 / sqrtf(squares / WIDTH + epsilon);
    for (int i = 0; i < WIDTH; i++) normal[i] *= inverse, output[i] = normal[i] * gain[i] + shift[i];
  }
}

// The gradient of the sums of a layer, `both`, from that of its output.
static void normalise_back(network *n, int layer, const float *d, int64_t rows, memory *m, float *both) {
  const float *gain = n->gain[layer].value;
  float *g_bias = n->bias[layer].gradient, *g_gain = n->gain[layer].gradient, *g_shift = n->shift[layer].gradient;
  for (int64_t r = 0; r < rows; r++, d += WIDTH, both += OUTPUTS) {
    const float *normal = m->normal + r * WIDTH;
    const uint8_t *wins = m->second_wins + r * WIDTH;
    float e[WIDTH], mean = 0, along = 0;
    for (int i = 0; i < WIDTH; i++) {
      g_gain[i] += d[i] * normal[i];
      g_shift[i] += d[i];
      e[i] = d[i] * gain[i];
      mean += e[i];
      along += e[i] * normal[i];
    }
    mean /= WIDTH, along /= WIDTH;
    for (int i = 0; i < WIDTH; i++) {
      float value = (e[i] - mean - normal[i] * along) * m->inverse[r];
      both[i] = wins[i] ? 0 : value;
      both[WIDTH + i] = wins[i] ? value : 0;
      g_bias[i] += both[i];
      g_bias[WIDTH + i] += both[WIDTH + i];
    }
  }
  free(m->normal), free(m->inverse), free(m->second_wins);
}

// Multiplies by 0 or 1 / keep, the same for the same seed; by 1 with the seed 0. Padding becomes 0.
static void drop(float *x, const batch *b, uint32_t seed) {
  for (int64_t r = 0; r < b->rows; r++, x += WIDTH) {
    if (b->form[r] < 0) {
      memset(x, 0, WIDTH * sizeof *x);
      continue;
    }
    if (seed == 0) continue;
    for (int i = 0; i < WIDTH; i++) {
      uint32_t h = ((uint32_t)r * WIDTH + (uint32_t)i) * 0x9e3779b1u ^ seed;
      h = (h ^ h >> 15) * 0x85ebca6bu;
      h = (h ^ h >> 13) * 0xc2b2ae35u;
      x[i] *= (h >> 8) * (1.0f / 16777216) < keep ? 1 / keep : 0;
    }
  }
}

// A row of a form in a table.
static int64_t row_of(const batch *b, int table, int64_t form, int64_t at, int64_t end) {
  return table == SHAPES && at + 1 == end && b->unlisted[form] ? SHAPE_ROWS : b->indices[table][at];
}

static void embed(const network *n, const batch *b, float *output) {
  memset(output, 0, (size_t)(b->forms * INPUTS) * sizeof *output);
  for (int64_t f = 0; f < b->forms; f++)
    for (int t = 0; t < TABLES; t++) {
      float *to = output + f * INPUTS + t * WIDTH, scale = b->scale[t][f];
      if (scale == 0) continue;
      const int64_t *range = b->starts[t] + b->chosen[f];
      for (int64_t at = range[0]; at < range[1]; at++) {
        const float *row = n->tables[t].value + row_of(b, t, f, at, range[1]) * WIDTH;
        for (int i = 0; i < WIDTH; i++) to[i] += row[i];
      }
      for (int i = 0; i < WIDTH; i++) to[i] *= scale;
    }
}

// Adds gradients to rows of the tables, and marks these.
static void embed_back(network *n, const batch *b, const float *d, uint8_t *touched[TABLES]) {
  for (int64_t f = 0; f < b->forms; f++)
    for (int t = 0; t < TABLES; t++) {
      const float *from = d + f * INPUTS + t * WIDTH, scale = b->scale[t][f];
      if (scale == 0) continue;
      const int64_t *range = b->starts[t] + b->chosen[f];
      for (int64_t at = range[0]; at < range[1]; at++) {
        int64_t number = row_of(b, t, f, at, range[1]);
        float *row = n->tables[t].gradient + number * WIDTH;
        touched[t][number] = 1;
        for (int i = 0; i < WIDTH; i++) row[i] += from[i] * scale;
      }
    }
}

// Scores of tags become their gradients; returns the mean loss.
static float softmax_back(const batch *b, float *scores) {
  int64_t count = 0;
  double loss = 0;
  for (int64_t r = 0; r < b->rows; r++) count += b->form[r] >= 0;
  for (int64_t r = 0; r < b->rows; r++, scores += TAGS) {
    if (b->form[r] < 0) {
      memset(scores, 0, TAGS * sizeof *scores);
      continue;
    }
    float most = scores[0], sum = 0;
    for (int t = 1; t < TAGS; t++) most = scores[t] > most ? scores[t] : most;
    for (int t = 0; t < TAGS; t++) sum += scores[t] = expf(scores[t] - most);
    loss -= logf(scores[b->tags[r]] / sum + 1e-9f);
    for (int t = 0; t < TAGS; t++) scores[t] /= sum * (float)count;
    scores[b->tags[r]] -= 1 / (float)count;
  }
  return (float)(loss / (double)count);
}

static double squares(const parameter *p) {
  double sum = 0;
  for (int64_t i = 0; i < p->count; i++) sum += (double)p->gradient[i] * p->gradient[i];
  return sum;
}

// Adam over `count` weights, whose gradients become zero.
static void adam(parameter *p, int64_t from, int64_t count, float rate, float clip) {
  float *value = p->value + from, *gradient = p->gradient + from, *first = p->first + from, *second = p->second + from;
  for (int64_t i = 0; i < count; i++) {
    float g = gradient[i] * clip;
    first[i] = first[i] * .9f + g * .1f;
    second[i] = second[i] * .999f + g * g * .001f;
    value[i] -= rate * first[i] / (sqrtf(second[i]) + 1e-8f);
    gradient[i] = 0;
  }
}

static void update(network *n, uint8_t *touched[TABLES], float rate) {
  parameter *dense[4 * LAYERS + 2] = {&n->out, &n->out_bias};
  for (int i = 0; i < LAYERS; i++)
    dense[2 + 4 * i] = &n->weight[i], dense[3 + 4 * i] = &n->bias[i], dense[4 + 4 * i] = &n->gain[i], dense[5 + 4 * i] = &n->shift[i];
  double norm = 0;
  for (int i = 0; i < 4 * LAYERS + 2; i++) norm += squares(dense[i]);
  for (int t = 0; t < TABLES; t++)
    for (int64_t row = 0; row < n->tables[t].count / WIDTH; row++)
      if (touched[t][row]) {
        parameter part = {.gradient = n->tables[t].gradient + row * WIDTH, .count = WIDTH};
        norm += squares(&part);
      }
  float clip = (float)fmin(1, 2 / (sqrt(norm) + 1e-9));
  for (int i = 0; i < 4 * LAYERS + 2; i++) adam(dense[i], 0, dense[i]->count, rate, clip);
  for (int t = 0; t < TABLES; t++)
    for (int64_t row = 0; row < n->tables[t].count / WIDTH; row++)
      if (touched[t][row]) adam(&n->tables[t], row * WIDTH, WIDTH, rate, clip);
}

// Runs the network. With `scores` it writes those of all rows; without, it trains and returns the mean loss. `rate` is Adam's, with
// the corrections for its first steps; `seed` is that of what is dropped.
float network_run(network *n, const batch *b, float rate, uint32_t seed, float *scores) {
  const bool trains = scores == NULL;
  const int64_t rows = b->rows, edge = PADDING * WIDTH;
  memory kept[LAYERS];
  float *embedded = take(b->forms * INPUTS), *sums = take((rows > b->forms ? rows : b->forms) * OUTPUTS), *lexemes = take(b->forms * WIDTH);
  float *x[LAYERS];
  embed(n, b, embedded);
  product(n, embedded, b->forms, INPUTS, n->weight[0].value, OUTPUTS, 0, sums);
  normalise(n, 0, sums, b->forms, &kept[0], lexemes);
  x[0] = zeros(rows * WIDTH + 2 * edge) + edge;
  for (int64_t r = 0; r < rows; r++)
    if (b->form[r] >= 0) memcpy(x[0] + r * WIDTH, lexemes + b->form[r] * WIDTH, WIDTH * sizeof(float));
  drop(x[0], b, trains ? seed : 0);
  for (int layer = 1; layer < LAYERS; layer++) {
    const float *before = x[layer - 1], *weights = n->weight[layer].value;
    for (int side = 0; side < 3; side++)
      product(n, before + (side - 1) * distances[layer] * WIDTH, rows, WIDTH, weights + side * WIDTH * OUTPUTS, OUTPUTS, side > 0, sums);
    float *after = x[layer] = zeros(rows * WIDTH + 2 * edge) + edge;
    normalise(n, layer, sums, rows, &kept[layer], after);
    drop(after, b, trains ? seed + (uint32_t)layer : 0);
    for (int64_t i = 0; i < rows * WIDTH; i++) after[i] += before[i];
  }
  float *top = x[LAYERS - 1], *d_scores = trains ? take(rows * TAGS) : scores, loss = 0;
  for (int64_t r = 0; r < rows; r++) memcpy(d_scores + r * TAGS, n->out_bias.value, TAGS * sizeof(float));
  product(n, top, rows, WIDTH, n->out.value, TAGS, 1, d_scores);
  if (trains) {
    uint8_t *touched[TABLES];
    for (int t = 0; t < TABLES; t++) touched[t] = calloc((size_t)(n->tables[t].count / WIDTH), 1);
    loss = softmax_back(b, d_scores);
    outer(n, top, rows, WIDTH, d_scores, TAGS, n->out.gradient);
    for (int64_t r = 0; r < rows; r++)
      for (int t = 0; t < TAGS; t++) n->out_bias.gradient[t] += d_scores[r * TAGS + t];
    float *d = zeros(rows * WIDTH + 2 * edge) + edge, *inner = take(rows * WIDTH), *d_lexemes = zeros(b->forms * WIDTH);
    back_product(n, d_scores, rows, TAGS, n->out.value, WIDTH, 0, d);
    for (int layer = LAYERS - 1; layer > 0; layer--) {
      memcpy(inner, d, (size_t)(rows * WIDTH) * sizeof *d);
      drop(inner, b, seed + (uint32_t)layer);
      normalise_back(n, layer, inner, rows, &kept[layer], sums);
      for (int side = 0; side < 3; side++) {
        const int64_t at = (side - 1) * distances[layer] * WIDTH, part = side * WIDTH * OUTPUTS;
        outer(n, x[layer - 1] + at, rows, WIDTH, sums, OUTPUTS, n->weight[layer].gradient + part);
        back_product(n, sums, rows, OUTPUTS, n->weight[layer].value + part, WIDTH, 1, d + at);
      }
    }
    drop(d, b, seed);
    for (int64_t r = 0; r < rows; r++)
      if (b->form[r] >= 0)
        for (int i = 0; i < WIDTH; i++) d_lexemes[b->form[r] * WIDTH + i] += d[r * WIDTH + i];
    normalise_back(n, 0, d_lexemes, b->forms, &kept[0], sums);
    outer(n, embedded, b->forms, INPUTS, sums, OUTPUTS, n->weight[0].gradient);
    back_product(n, sums, b->forms, OUTPUTS, n->weight[0].value, INPUTS, 0, embedded);
    embed_back(n, b, embedded, touched);
    update(n, touched, rate);
    for (int t = 0; t < TABLES; t++) free(touched[t]);
    free(d - edge), free(inner), free(d_lexemes), free(d_scores);
  } else {
    for (int layer = 0; layer < LAYERS; layer++) free(kept[layer].normal), free(kept[layer].inverse), free(kept[layer].second_wins);
  }
  for (int layer = 0; layer < LAYERS; layer++) free(x[layer] - edge);
  free(embedded), free(sums), free(lexemes);
  return loss;
}
