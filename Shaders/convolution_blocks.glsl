// The blocks of convolution_matrix.comp, DEPTH in channels of one tap each: on their way from memory to registers and from there to
// shared memory, into one of two buffers.

layout(constant_id = 5) const int POSITIONS = 64;           // of a tile
layout(constant_id = 6) const int CHANNELS = 64;            // of a tile
layout(constant_id = 7) const int DEPTH = 32;
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 14) const int SUBGROUPS_DOWN = 2;
layout(constant_id = 15) const int SUBGROUPS_ACROSS = 2;
layout(constant_id = 17) const bool WHOLE = false;          // in channels are whole blocks

const int SUBGROUPS = SUBGROUPS_DOWN * SUBGROUPS_ACROSS; // of a part
const int THREADS = SUBGROUPS * LANES;                   // of a part
const int DOWN = POSITIONS / MATRIX_ROWS / SUBGROUPS_DOWN;          // matrices of a subgroup
const int ACROSS = CHANNELS / MATRIX_COLUMNS / SUBGROUPS_ACROSS;

// Sizes of a block in shared memory, in eights.
const int DEPTH_EIGHTS = DEPTH / 8;
const int CHANNEL_EIGHTS = CHANNELS / 8;
const int INPUT_ROW = DEPTH_EIGHTS + PADDING;
const int WEIGHT_ROW = CHANNEL_EIGHTS + PADDING;
const int INPUTS = POSITIONS * INPUT_ROW;
const int BLOCK = INPUTS + DEPTH * WEIGHT_ROW;
const int BUFFER = SPLIT * BLOCK;
const int INPUT_LOADS = (POSITIONS * DEPTH_EIGHTS + THREADS - 1) / THREADS;
const int WEIGHT_LOADS = (DEPTH * CHANNEL_EIGHTS + THREADS - 1) / THREADS;

// Sums go through the same memory, in fours of single-precision numbers: of each subgroup the matrices of one column of them, or
// one, if so many have no room.
const int SUM_ROW = MATRIX_COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int AT_ONCE = SPLIT * SUBGROUPS * DOWN * SUM <= 2 * BUFFER ? DOWN : 1;
const int SUMS = SPLIT * SUBGROUPS * AT_ONCE * SUM;

shared uvec4 tiles[2 * BUFFER > SUMS ? 2 * BUFFER : SUMS];

// The block on its way; and where the next one is to be loaded from, negative for zeros, which is found out while another one is
// multiplied: the first of its in channels, its tap, and its eights (or elements of eights).
uvec4 loadedInputs[INPUT_LOADS];
uvec4 loadedWeights[WEIGHT_LOADS];
int firstChannel;
int tap;
int nextInputs[INPUT_LOADS];
int nextWeights[WEIGHT_LOADS];

// Of each of those inputs the position (y, x), far away beyond the last image, the pixel there, and its image.
ivec2 places[INPUT_LOADS];
int pixels[INPUT_LOADS];
int images[INPUT_LOADS];

// Row and eight of an input. Where there are four eights in a row, a quarter of a subgroup stores two rows, which lie in other banks
// if they are four apart.
ivec2 inputOf(int i, int thread)
{
    ivec2 load = loadOf(i, thread, THREADS, DEPTH_EIGHTS);
    return DEPTH_EIGHTS == 4 ? ivec2(load.x & ~7 | load.x << 2 & 4 | load.x >> 1 & 3, load.y) : load;
}

void findPlaces(int firstPosition, int thread)
{
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        ivec3 place = placeOf(firstPosition + inputOf(i, thread).x);
        places[i] = place.z >= 0 ? place.xy : ivec2(-0x40000000);
        pixels[i] = (place.z * inHeight + place.x) * inWidth + place.y;
        images[i] = place.z;
    }
}

// All workgroups of a phase read its weights once, a word of each sector: so they are in the cache before they are needed, where many
// workgroups would wait for each block from memory. What they are used for never happens.
void prefetchWeights()
{
    int count = TAPS * TAPS * inChannels * ((outChannels + 7) >> 3);
    int groups = positionTiles * channelTiles;
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    int invocations = int(gl_WorkGroupSize.x);
    uint words = 0;
    for (int i = group * invocations + int(gl_LocalInvocationID.x); i < count / 2; i += groups * invocations)
    {
        words |= weights8[int(gl_WorkGroupID.z) * count + 2 * i].x;
    }

    if (words != 0 && positions < 0)
    {
        tiles[0].x = words;
    }
}

// Where the next block is.
void findBlock(int thread, int firstEight)
{
    int phase = int(gl_WorkGroupID.z);
    int offsetY = (phase / STRIDE + PHASE_SHIFT) / STRIDE + FIRST_OFFSET + tap / TAPS;
    int offsetX = (phase % STRIDE + PHASE_SHIFT) / STRIDE + FIRST_OFFSET + tap % TAPS;
    int offset = offsetY * inWidth + offsetX;
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        int channel = firstChannel + inputOf(i, thread).y * 8;
        int y = places[i].x + offsetY;
        int x = places[i].y + offsetX;
        int pixel = pixels[i] + offset;
        bool isInside = uint(y) < uint(inHeight) && uint(x) < uint(inWidth);
        if (CIRCULAR && !isInside && images[i] >= 0)
        {
            pixel = (images[i] * inHeight + modulo(y, inHeight)) * inWidth + modulo(x, inWidth);
            isInside = true;
        }

        nextInputs[i] = isInside && (WHOLE ? firstChannel : channel) < inChannels ? indexOf(pixel, channel) : -1;
    }

    // Weights are sorted [phase, tap, in channel, out channel]; their out channels are padded to whole eights.
    int outEights = (outChannels + 7) >> 3;
    int firstWeight = ((phase * TAPS * TAPS + tap) * inChannels + firstChannel) * outEights + firstEight;
    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, CHANNEL_EIGHTS);
        bool isThere = (WHOLE ? firstChannel : firstChannel + load.x) < inChannels && load.y < outEights - firstEight;
        nextWeights[i] = isThere ? firstWeight + (load.x * outEights + load.y) : -1;
    }

    tap += SPLIT;
    firstChannel += tap / (TAPS * TAPS) * DEPTH;
    tap %= TAPS * TAPS;
}

// The next block, to registers.
void loadBlock()
{
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        loadedInputs[i] = uvec4(0);
        if (nextInputs[i] >= 0)
        {
            loadedInputs[i] = loadInputs(nextInputs[i]);
        }
    }

    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        loadedWeights[i] = uvec4(0);
        if (nextWeights[i] >= 0)
        {
            loadedWeights[i] = weights8[nextWeights[i]];
        }
    }
}

// From registers to shared memory.
void storeBlock(int thread, int start)
{
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        ivec2 load = inputOf(i, thread);
        if (i * THREADS + thread < POSITIONS * DEPTH_EIGHTS)
        {
            tiles[start + load.x * INPUT_ROW + load.y] = loadedInputs[i];
        }
    }

    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        ivec2 load = loadOf(i, thread, THREADS, CHANNEL_EIGHTS);
        if (i * THREADS + thread < DEPTH * CHANNEL_EIGHTS)
        {
            tiles[start + INPUTS + load.x * WEIGHT_ROW + load.y] = loadedWeights[i];
        }
    }
}
