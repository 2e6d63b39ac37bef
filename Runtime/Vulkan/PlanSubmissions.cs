using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// A plan's command buffers, recorded once and submitted for every run. Operating systems reset a GPU that does not answer
    /// for two seconds, so the first run submits every dispatch by itself and measures it; later ones submit together what
    /// stays well below that. On any but a slow device or a huge plan this is one command buffer.
    /// </summary>
    internal sealed class PlanSubmissions : IDisposable
    {
        private readonly VulkanDevice device;
        private readonly PlanDispatches dispatches;
        private readonly Action<CommandBuffer> recordReadback;
        private readonly List<VulkanCommands> submissions = new List<VulkanCommands>();

        /// <param name="device">Where.</param>
        /// <param name="dispatches">What.</param>
        /// <param name="recordReadback">Records what follows them.</param>
        public PlanSubmissions(VulkanDevice device, PlanDispatches dispatches, Action<CommandBuffer> recordReadback)
        {
            this.device = device;
            this.dispatches = dispatches;
            this.recordReadback = recordReadback;
            if (device.MaxSubmissionSeconds == double.PositiveInfinity)
            {
                submissions.Add(Record(0, dispatches.All.Count));
            }
        }

        /// <summary>How many a run takes; 0 before the first one where it is measured.</summary>
        public int Count => submissions.Count;

        public void Run(string doing)
        {
            if (submissions.Count == 0)
            {
                Measure(doing);
                return;
            }

            foreach (VulkanCommands commands in submissions)
            {
                commands.SubmitAndWait(doing);
            }
        }

        public void Dispose()
        {
            submissions.ForEach(commands => commands.Dispose());
            submissions.Clear();
        }

        /// <summary>Runs one by one, then records in groups that take no longer than they may.</summary>
        private void Measure(string doing)
        {
            int count = dispatches.All.Count;
            int first = 0;
            double seconds = 0;
            var groups = new List<(int First, int End)>();
            for (int i = 0; i < count; i++)
            {
                bool isLast = i == count - 1;
                var watch = Stopwatch.StartNew();
                VulkanCommands.Run(device, doing, commands =>
                {
                    dispatches.Record(commands, i, i + 1);
                    if (isLast)
                    {
                        recordReadback(commands);
                    }
                });
                double taken = watch.Elapsed.TotalSeconds;
                if (i > first && seconds + taken > device.MaxSubmissionSeconds)
                {
                    groups.Add((first, i));
                    first = i;
                    seconds = 0;
                }

                seconds += taken;
            }

            groups.Add((first, count));

            // All or none: what is here is what a run submits.
            using var undo = new Undo();
            List<VulkanCommands> recorded = groups.Select(group => undo.Add(Record(group.First, group.End))).ToList();
            undo.Clear();
            submissions.AddRange(recorded);
        }

        private VulkanCommands Record(int first, int end)
        {
            using var undo = new Undo();
            VulkanCommands commands = undo.Add(new VulkanCommands(device));
            commands.Record(buffer =>
            {
                dispatches.Record(buffer, first, end);
                if (end == dispatches.All.Count)
                {
                    recordReadback(buffer);
                }
            });
            undo.Clear();
            return commands;
        }
    }
}
