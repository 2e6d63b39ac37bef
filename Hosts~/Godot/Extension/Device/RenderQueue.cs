using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>
/// The internal class SagRenderQueue: makes textures on Godot's own device and queue. A texture of the rendering device is in
/// an undefined layout, and its content may be lost, until the engine's own commands have touched it. So a job takes a frame or
/// more: the engine creates and clears the texture and draws the frame, while another thread records our commands, and after
/// the frame in which both are done they are submitted.
/// </summary>
internal sealed class RenderQueue : GodotInstance
{
    private const string ClassName = "SagRenderQueue";
    private const int MaxJobsPerFrame = 8;

    private static Variant instance;

    private readonly List<TextureJob> jobs = [];
    private readonly Queue<TextureJob> inFlight = new();
    private readonly SemaphoreSlim recording = new(1, 1);
    private readonly Redraw redraw = new();
    private GodotDevice? device;

    public static ClassDefinition Define()
    {
        var nothing = new Parameter(string.Empty, VariantType.Nil);
        return new ClassDefinition(ClassName, "RefCounted", () => new RenderQueue(), isExposed: false)
            .Method("pre_draw", nothing, (self, _) => ((RenderQueue)self).Arm())
            .Method("post_draw", nothing, (self, _) => ((RenderQueue)self).OnRenderThread("fill"))
            .Method("create", nothing, (self, _) => ((RenderQueue)self).CreateTextures())
            .Method("fill", nothing, (self, _) => ((RenderQueue)self).Fill())
            .Method("release", nothing, (self, arguments) => ((RenderQueue)self).Release(arguments), new Parameter("texture", VariantType.Rid));
    }

    /// <summary>On the main thread: takes a job over.</summary>
    public static void Add(TextureJob job)
    {
        if (BackgroundTasks.Stopping.IsCancellationRequested)
        {
            // No frame will fill it.
            job.Dispose();
            return;
        }

        EngineEnd.Watch();
        if (instance.Type == VariantType.Nil)
        {
            instance = ClassRegistration.New(ClassName);
            using Variant server = Variant.Singleton("RenderingServer");
            server.Call("connect", Variant.From("frame_pre_draw"), Method("pre_draw")).Dispose();
            server.Call("connect", Variant.From("frame_post_draw"), Method("post_draw")).Dispose();
        }

        var queue = ClassRegistration.InstanceOf<RenderQueue>(instance);
        lock (queue.jobs)
        {
            queue.jobs.Add(job);
        }

        queue.OnRenderThread("create");
    }

    /// <summary>Frees a texture of the rendering device, on the render thread.</summary>
    public static void Release(Variant texture)
    {
        using Variant server = Variant.Singleton("RenderingServer");
        if (instance.Type == VariantType.Object && server.Type == VariantType.Object)
        {
            using Variant method = Method("release");
            server.Call("call_on_render_thread", method.Call("bind", texture)).Dispose();
        }
    }

    /// <summary>On the main thread, when no frame follows: waits for the GPU and lets go of all jobs.</summary>
    public static void DropAll()
    {
        if (instance.Type == VariantType.Object)
        {
            using Variant server = Variant.Singleton("RenderingServer");
            server.Call("force_sync").Dispose();
            var queue = ClassRegistration.InstanceOf<RenderQueue>(instance);
            foreach (TextureJob job in queue.inFlight.Concat(queue.jobs))
            {
                job.Dispose();
            }

            queue.inFlight.Clear();
            queue.jobs.Clear();
            // What they showed is freed on the render thread.
            server.Call("force_sync").Dispose();
        }
    }

    /// <summary>Because the extension is about to go; after <see cref="DropAll"/>.</summary>
    public static void Stop()
    {
        if (instance.Type == VariantType.Object)
        {
            var queue = ClassRegistration.InstanceOf<RenderQueue>(instance);
            queue.device?.Dispose();
            queue.redraw.Dispose();
            instance.Dispose();
            instance = default;
        }
    }

    public static void Tell(string problem) =>
        GodotInterface.PrintError(problem, $"{nameof(SagTextureGenerator)}.generate_texture_rd");

    private static Variant Method(string name)
    {
        using Variant text = Variant.From(name);
        return Variant.New(VariantType.Callable, [instance, text]);
    }

    private Variant OnRenderThread(string method)
    {
        using Variant server = Variant.Singleton("RenderingServer");
        server.Call("call_on_render_thread", Method(method)).Dispose();
        return default;
    }

    /// <summary>The frame about to be drawn holds the clearing of all textures made so far.</summary>
    private Variant Arm()
    {
        lock (jobs)
        {
            jobs.ForEach(job => job.IsArmed = job.Holder.Texture.Type == VariantType.Rid);
        }

        return default;
    }

    private Variant CreateTextures()
    {
        lock (jobs)
        {
            foreach (TextureJob job in jobs.Where(job => job.Holder.Texture.Type == VariantType.Nil).ToArray())
            {
                try
                {
                    GodotDevice opened = device ??= GodotDevice.Open();
                    RenderingTexture.Create(opened, job);
                    BackgroundTasks.Run(() => Prepare(job, opened));
                }
                catch (Exception e) when (e is SagTexturesException or ArgumentException)
                {
                    Tell(e.Message);
                    jobs.Remove(job);
                    job.Dispose();
                }
            }
        }

        redraw.Request();
        return default;
    }

    /// <summary>On another thread, one after the other.</summary>
    private async Task Prepare(TextureJob job, GodotDevice device)
    {
        await recording.WaitAsync().ConfigureAwait(false);
        try
        {
            job.Prepare(device);
        }
        finally
        {
            recording.Release();
        }
    }

    /// <summary>On the render thread, between two frames.</summary>
    private Variant Fill()
    {
        device?.Turn.Grant();
        while (inFlight.TryPeek(out TextureJob? oldest) && oldest.IsDone)
        {
            inFlight.Dequeue().Dispose();
        }

        TextureJob[] ready;
        lock (jobs)
        {
            ready = jobs.Where(job => job.IsArmed && job.IsPrepared).Take(MaxJobsPerFrame).ToArray();
            jobs.RemoveAll(ready.Contains);
        }

        foreach (TextureJob job in ready)
        {
            try
            {
                job.Fill(device!);
            }
            catch (SagTexturesException e)
            {
                Tell(e.Message);
                job.Dispose();
                continue;
            }

            inFlight.Enqueue(job);
        }

        lock (jobs)
        {
            if (jobs.Count + inFlight.Count > 0)
            {
                redraw.Request();
            }
        }

        return default;
    }

    private Variant Release(ReadOnlySpan<Variant> arguments)
    {
        device?.Call("free_rid", arguments[0].Copy()).Dispose();
        return default;
    }
}
