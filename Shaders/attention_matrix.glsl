// What attention_matrix.comp works with: sizes, places in shared memory and the ways there, matrices.

layout(constant_id = 5) const int KEY_CHANNELS = 16;
layout(constant_id = 6) const int VALUES = 32;           // value channels of a tile
layout(constant_id = 7) const int KEYS = 32;             // of a tile
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 9) const bool IN_ALIGNED = false;   // queries, keys and values begin with, and are, whole eights
layout(constant_id = 10) const bool OUT_ALIGNED = false; // value channels are
layout(constant_id = 11) const int MATRIX_ROWS = 16;
layout(constant_id = 12) const int MATRIX_COLUMNS = 16;
layout(constant_id = 13) const int MATRIX_DEPTH = 16;
layout(constant_id = 14) const int SUBGROUPS = 4;        // of a part
layout(constant_id = 15) const int LANES = 32;           // of a subgroup
layout(constant_id = 16) const int DOWN = 1;             // matrices of a subgroup's queries
layout(constant_id = 17) const bool WHOLE = false;       // keys are whole pairs of tiles, value channels whole tiles; all is aligned

layout(set = 0, binding = 6) readonly buffer KeysAndValues { Stored others[]; };
layout(set = 0, binding = 6) readonly buffer KeysAndValues8 { uvec4 others8[]; };

layout(push_constant) uniform Sizes
{
    int queries;
    int queryChannels; // of the tensor that the queries are the first channels of
    int keys;
    int keyChannels;   // of the tensor that has keys and values
    int firstKey;      // channel where the keys begin
    int firstValue;
    int valueChannels;
};

const float LOWEST = -2.0e38;
const float LOG2_E = 1.44269504;
const int THREADS = SUBGROUPS * LANES; // of a part
const int QUERIES = DOWN * MATRIX_ROWS;
const int KEY_MATRICES = (KEY_CHANNELS + MATRIX_DEPTH - 1) / MATRIX_DEPTH;
const int VALUE_MATRICES = VALUES / MATRIX_COLUMNS;
const int KEY_EIGHTS = KEY_MATRICES * MATRIX_DEPTH / 8;
const int VALUE_EIGHTS = VALUES / 8;
const int KEY_LOADS = (KEYS * KEY_EIGHTS + THREADS - 1) / THREADS;
const int VALUE_LOADS = (KEYS * VALUE_EIGHTS + THREADS - 1) / THREADS;

// Shared memory, in eights of halves or fours of single precision: two tiles of keys and values for each part, one being used
// while the next one comes; of each subgroup its queries, exponentials or a matrix of sums; and what hides keys beyond the last.
const int KEY_ROW = KEY_EIGHTS + PADDING;
const int VALUE_ROW = VALUE_EIGHTS + PADDING;
const int TILE = KEYS * (KEY_ROW + VALUE_ROW);
const int SCORE_ROW = (KEYS / 8 > KEY_EIGHTS ? KEYS / 8 : KEY_EIGHTS) + PADDING;
const int SCORES = QUERIES * SCORE_ROW;
const int SUM_ROW = MATRIX_COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int OWN = SCORES > SUM ? SCORES : SUM;
const int ALL_OWN = 2 * SPLIT * TILE;
const int MASK = ALL_OWN + SPLIT * SUBGROUPS * OWN;

// Keys that have room in it when there are no values yet; a subgroup takes some matrices of them at once.
const int AT_ONCE = ALL_OWN / KEY_ROW >= 4 * SPLIT * MATRIX_COLUMNS ? 4 : 1;
const int CHUNK_UNIT = AT_ONCE * SPLIT * MATRIX_COLUMNS;
const int CHUNK = ALL_OWN / KEY_ROW / CHUNK_UNIT * CHUNK_UNIT;

shared uvec4 tiles[MASK + SUM];
shared float statistics[SPLIT * SUBGROUPS * QUERIES]; // of a query: its largest score, then its exponentials' sum

uvec4 loadedKeys[KEY_LOADS];
uvec4 loadedValues[VALUE_LOADS];

// Where whole tiles' loads begin, in eights.
int keyPlaces[KEY_LOADS];
int valuePlaces[VALUE_LOADS];

// Eight channels of those before the last one: of a query ...
uvec4 loadQuery(int pixel, int channel)
{
    if (IN_ALIGNED)
    {
        return channel < KEY_CHANNELS ? inputs8[pixel * (queryChannels >> 3) + (channel >> 3)] : uvec4(0);
    }

    vec4 a, b;
    int index = pixel * queryChannels + channel;
    [[unroll]] for (int i = 0; i < 4; i++)
    {
        a[i] = channel + i < KEY_CHANNELS ? float(inputs[index + i]) : 0.0;
        b[i] = channel + 4 + i < KEY_CHANNELS ? float(inputs[index + 4 + i]) : 0.0;
    }

    return packed(a, b);
}

// ... and of a key or value; zeros beyond the last key.
uvec4 loadOther(int image, int key, int first, int channel, int last)
{
    int pixel = image * keys + key;
    if (IN_ALIGNED)
    {
        return key < keys && channel < last ? others8[pixel * (keyChannels >> 3) + ((first + channel) >> 3)] : uvec4(0);
    }

    vec4 a, b;
    int index = pixel * keyChannels + first + channel;
    [[unroll]] for (int i = 0; i < 4; i++)
    {
        a[i] = key < keys && channel + i < last ? float(others[index + i]) : 0.0;
        b[i] = key < keys && channel + 4 + i < last ? float(others[index + 4 + i]) : 0.0;
    }

    return packed(a, b);
}

// Of a part's first tile. Threads that there is nothing left for load what others do.
void findPlaces(int image, int first, int thread, int firstOfTile)
{
    int rowEights = keyChannels >> 3;
    [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
    {
        ivec2 load = i * THREADS + thread < KEYS * KEY_EIGHTS ? loadOf(i, thread, THREADS, KEY_EIGHTS) : ivec2(0);
        keyPlaces[i] = (image * keys + first + load.x) * rowEights + (firstKey >> 3) + load.y;
    }

    [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
    {
        ivec2 load = i * THREADS + thread < KEYS * VALUE_EIGHTS ? loadOf(i, thread, THREADS, VALUE_EIGHTS) : ivec2(0);
        valuePlaces[i] = (image * keys + first + load.x) * rowEights + (firstValue + firstOfTile >> 3) + load.y;
    }
}

// The keys and values of a part's tile that begins so many keys behind its first one, to registers ...
void loadTile(int image, int first, int behind, int thread, int firstOfTile)
{
    int offset = behind < keys ? behind * (keyChannels >> 3) : 0;
    [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, KEY_EIGHTS);
        loadedKeys[i] = WHOLE
            ? others8[keyPlaces[i] + offset]
            : loadOther(image, first + behind + load.x, firstKey, load.y * 8, KEY_CHANNELS);
    }

    [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, VALUE_EIGHTS);
        loadedValues[i] = WHOLE
            ? others8[valuePlaces[i] + offset]
            : loadOther(image, first + behind + load.x, firstValue, firstOfTile + load.y * 8, valueChannels);
    }
}

// ... and from there to shared memory.
void storeTile(int thread, int start)
{
    [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, KEY_EIGHTS);
        if (i * THREADS + thread < KEYS * KEY_EIGHTS)
        {
            tiles[start + load.x * KEY_ROW + load.y] = loadedKeys[i];
        }
    }

    [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, VALUE_EIGHTS);
        if (i * THREADS + thread < KEYS * VALUE_EIGHTS)
        {
            tiles[start + KEYS * KEY_ROW + load.x * VALUE_ROW + load.y] = loadedValues[i];
        }
    }
}

#define Sums coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>
#define Halves coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>
#define Left coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA>
#define Right coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB>

// What the scores of keys from the given one on are added to: the lowest number beyond the last one.
Sums masked(int key)
{
    if (WHOLE)
    {
        return Sums(0.0);
    }

    Sums x = Sums(key < keys ? 0.0 : LOWEST);
    if (key < keys && key + MATRIX_COLUMNS > keys)
    {
        coopMatLoad(x, tiles, MASK, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
    }

    return x;
}

// Until shared memory is written, or read, by whoever shares the queries.
void waitForParts()
{
    if (SPLIT > 1)
    {
        barrier();
    }
    else
    {
        subgroupBarrier();
    }
}

// Channels of a query, so that its scores are powers of 2.
uvec4 scaled(uvec4 x)
{
    return packed(storable(lower(x) * LOG2_E), storable(upper(x) * LOG2_E));
}
