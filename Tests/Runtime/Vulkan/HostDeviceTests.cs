using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;
using Silk.NET.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>A device that the test made plays the host engine.</summary>
    public class HostDeviceTests : ValidatedTests
    {
        private VulkanDevice? device;

        private VulkanDevice Host => device!;

        [SetUp]
        public void Start_the_host() => device = VulkanDevice.Create(null, Messages.Enqueue);

        [TearDown]
        public void Stop_the_host() => device!.Dispose();

        [TestCase(Format.R8G8B8A8Unorm)]
        [TestCase(Format.R8G8B8A8Srgb)]
        public void A_texture_is_recorded_into_the_hosts_image(Format format)
        {
            GeneratorModel model = ModelCases.Grid(PaddingMode.Circular);
            using VulkanBackend backend = VulkanBackend.Create(Handles());
            using VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(model, batch: 2));
            byte[] expected = PlanRunner.Run(prepared);
            using var image = new HostImage(Host, prepared.Plan.Width, prepared.Plan.Height, format);
            int bytes = image.Width * image.Height * 4;
            for (int slot = 0; slot < 4; slot++)
            {
                byte[] pixels = RecordAndRead(prepared, image, slot % 2, slot / 2);
                Assert.That(pixels, Is.EqualTo(expected.Skip(slot * bytes).Take(bytes)));
                Assert.That(pixels.Distinct().Count(), Is.GreaterThan(10));
            }
        }

        [Test]
        public void A_generator_on_the_hosts_device_records_what_it_generates()
        {
            using var generator = new TextureGenerator(
                ModelCases.Grid(PaddingMode.Circular), new GeneratorOptions { Vulkan = Handles() });
            using GeneratedTexture texture = generator.Generate(5);
            using var image = new HostImage(Host, texture.Width, texture.Height, Format.R8G8B8A8Unorm);
            var target = new VulkanImageTarget(image.Handle.Handle, image.Width, image.Height);
            VulkanRecording? recording = null;
            VulkanCommands.Run(
                Host, "testing", buffer => recording = generator.Record(buffer.Handle, 5, target, map: "height"));
            byte[] pixels = image.Read(ImageLayout.ShaderReadOnlyOptimal, PipelineStageFlags.FragmentShaderBit);
            recording!.Dispose();
            Assert.That(pixels, Is.EqualTo(texture.Map("height").Pixels.ToArray()));
            Assert.That(
                () => generator.Record((IntPtr)1, 5, target, map: "normal"),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("normal"));
            Assert.That(
                () => generator.Record((IntPtr)1, 5, new VulkanImageTarget(1, 16, 36)),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("16×36"));
        }

        [Test]
        public void A_recording_may_be_submitted_while_a_texture_is_generated()
        {
            GeneratorModel model = RandomModel.Sagan();
            using var alone = new TextureGenerator(model, new GeneratorOptions { Vulkan = Handles() });
            byte[] expected = alone.Generate(42).Maps[0].Pixels.ToArray();
            using var image = new HostImage(Host, 32, 32, Format.R8G8B8A8Unorm);
            using var commands = new VulkanCommands(Host);
            VulkanHandles handles = Handles();
            VulkanDevice shared = VulkanDevice.FromHost(handles);
            shared.MaxSubmissionSeconds = 0.5;
            using var generator = new TextureGenerator(model, new VulkanBackend(shared), BackendKind.Vulkan);
            VulkanRecording? recording = null;
            commands.Record(buffer => recording = generator.Record(
                buffer.Handle, 7, new VulkanImageTarget(image.Handle.Handle, image.Width, image.Height)));

            // A plan's first run submits every dispatch by itself: the host comes between two.
            int submissions = 0;
            handles.LeaveQueue = () =>
            {
                submissions++;
                commands.SubmitAndWait("the host's frame");
            };
            byte[] pixels = generator.Generate(42).Maps[0].Pixels.ToArray();
            handles.LeaveQueue = null;
            recording!.Dispose();
            Assert.That(submissions, Is.GreaterThan(1));
            Assert.That(pixels, Is.EqualTo(expected));
        }

        [Test]
        public void A_generator_on_the_cpu_cannot_record()
        {
            using var generator = new TextureGenerator(
                RandomModel.Sagan(), new GeneratorOptions { Backend = BackendKind.Cpu });
            Assert.That(
                () => generator.Record((IntPtr)1, 5, new VulkanImageTarget(1, 32, 32)), Throws.TypeOf<DeviceException>());
        }

        [Test]
        public void Recordings_outlive_their_plan_and_may_be_submitted_again()
        {
            VulkanBackend backend = VulkanBackend.Create(Handles());
            VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(RandomModel.Sagan()));
            byte[] expected = PlanRunner.Run(prepared);
            using var image = new HostImage(Host, prepared.Plan.Width, prepared.Plan.Height, Format.R8G8B8A8Unorm);
            using var commands = new VulkanCommands(Host);
            VulkanRecording? recording = null;
            commands.Record(buffer => recording = Record(prepared, buffer, image, 0, 0));
            prepared.Dispose();
            backend.Dispose();
            commands.SubmitAndWait("testing");
            commands.SubmitAndWait("testing");
            byte[] pixels = image.Read(ImageLayout.ShaderReadOnlyOptimal, PipelineStageFlags.FragmentShaderBit);
            recording!.Dispose();
            recording.Dispose();
            Assert.That(pixels, Is.EqualTo(expected));
        }

        [Test]
        public void An_image_of_another_size_is_refused()
        {
            using VulkanBackend backend = VulkanBackend.Create(Handles());
            using VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(RandomModel.Sagan()));
            Assert.That(
                () => prepared.Record((IntPtr)1, new float[24], new int[1], new VulkanImageTarget(1, 16, 32)),
                Throws.ArgumentException.With.Message.Contains("16×32"));
        }

        [Test]
        public void Handles_that_are_zero_are_refused() => Assert.That(
            () => new VulkanHandles((IntPtr)1, (IntPtr)1, (IntPtr)1, IntPtr.Zero, (IntPtr)1, 0, new object()),
            Throws.ArgumentException.With.Message.Contains("device"));

        private VulkanHandles Handles() => new VulkanHandles(
            VulkanLibrary.FindGetInstanceProcAddr(), Host.InstanceHandle.Handle, Host.PhysicalDevice.Handle,
            Host.Handle.Handle, Host.Queue.Handle, Host.QueueFamily, Host.QueueLock);

        private byte[] RecordAndRead(VulkanPreparedPlan prepared, HostImage image, int map, int number)
        {
            VulkanRecording? recording = null;
            VulkanCommands.Run(Host, "testing", buffer => recording = Record(prepared, buffer, image, map, number));
            byte[] pixels = image.Read(ImageLayout.ShaderReadOnlyOptimal, PipelineStageFlags.FragmentShaderBit);
            recording!.Dispose();
            return pixels;
        }

        private static VulkanRecording Record(
            VulkanPreparedPlan prepared, CommandBuffer buffer, HostImage image, int map, int number) => prepared.Record(
                buffer.Handle, PlanRunner.Latents(prepared.Plan), PlanRunner.Classes(prepared.Plan),
                new VulkanImageTarget(image.Handle.Handle, image.Width, image.Height), map, number);
    }
}
