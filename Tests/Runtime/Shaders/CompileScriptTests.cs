using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace SagTextures.Tests.Shaders
{
    /// <summary>The committed SPIR-V is what the shaders compile to, and a change of a shader does not go unnoticed.</summary>
    [Platform("Linux")]
    public class CompileScriptTests
    {
        private static readonly string PackageRoot = typeof(CompileScriptTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackageRoot").Value!;

        private string folder = string.Empty;

        [SetUp]
        public void Copy_the_shaders_and_what_they_were_compiled_to()
        {
            folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "shaders-" + Guid.NewGuid().ToString("N"));
            Copy("Shaders");
            Copy("Runtime/Vulkan/Spirv");
        }

        [TearDown]
        public void Remove_the_copy() => Directory.Delete(folder, recursive: true);

        [Test]
        public void The_committed_spirv_is_what_the_shaders_compile_to()
        {
            (int exit, string errors) = Check();
            Assert.That(exit, Is.EqualTo(0), errors);
        }

        [Test]
        public void A_changed_line_is_noticed()
        {
            Replace("Shaders/max_pool.comp", "max(upper, lower)", "min(upper, lower)");
            (int exit, string errors) = Check();
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(errors, Does.Contain("MaxPool.g.cs").And.Contain("max_pool.comp").And.Not.Contain("attention"));
        }

        [Test]
        public void A_changed_include_is_noticed_in_every_shader_that_has_it()
        {
            Replace("Shaders/epilogue.glsl", "exp(-2.0", "exp(-2.5");
            (int exit, string errors) = Check();
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(
                errors,
                Does.Contain("convolution.comp").And.Contain("attention.comp").And.Contain("pointwise.comp")
                    .And.Not.Contain("max_pool.comp"));
        }

        [Test]
        public void A_changed_generated_file_is_noticed()
        {
            Replace("Runtime/Vulkan/Spirv/Pointwise.g.cs", "0x07230203", "0x07230204");
            (int exit, string errors) = Check();
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(errors, Does.Contain("Pointwise.g.cs"));
        }

        [Test]
        public void A_generated_file_without_a_shader_is_noticed()
        {
            File.Delete(Path.Combine(folder, "Shaders/upsample_nearest.comp"));
            (int exit, string errors) = Check();
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(errors, Does.Contain("UpsampleNearest.g.cs"));
        }

        private void Copy(string relative)
        {
            string target = Path.Combine(folder, relative);
            Directory.CreateDirectory(target);
            foreach (string file in Directory.GetFiles(Path.Combine(PackageRoot, relative)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        private void Replace(string file, string from, string to)
        {
            string path = Path.Combine(folder, file);
            string text = File.ReadAllText(path);
            Assert.That(text, Does.Contain(from));
            File.WriteAllText(path, text.Replace(from, to));
        }

        private (int Exit, string Errors) Check()
        {
            var start = new ProcessStartInfo("bash", "Shaders/compile.sh --check")
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors);
        }
    }
}
