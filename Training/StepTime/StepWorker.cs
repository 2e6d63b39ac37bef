using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Native;
using static TorchSharp.torch;

namespace SagTextures.Training.StepTime;

/// <summary>A process that makes one step for each line it gets and answers with its milliseconds.</summary>
internal static class StepWorker
{
    public static void Run(
        StepKind kind, bool keepsMemory, TrainingConfig config, string textures, int threads, TextReader input, TextWriter output)
    {
        TorchLibrary.EnsureLoaded();
        if (keepsMemory)
            Allocator.KeepMemory();
        set_num_threads(threads);
        var batches = new TextureBatches(TextureFolder.Read(textures, config), config);
        bool isOurs = kind == StepKind.Ours;
        using Trainer? ours = isOurs ? new Trainer(config, CPU) : null;
        using PlainTrainer? plain = isOurs ? null : new PlainTrainer(config);
        for (int step = 0; input.ReadLine() != null; step++)
        {
            long start = Stopwatch.GetTimestamp();
            if (ours != null)
            {
                ours.Train(batches);
            }
            else
            {
                using Tensor images = batches.Batch(step).Images;
                plain!.Train(images);
            }
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds} {Environment.WorkingSet >> 20}"));
            output.Flush();
        }
    }
}
