using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace SagTextures.Tests
{
    /// <summary>Runs the tests that Unity compiles too, those of the runtime and of training control, under Mono, where Unity's scripts live. The exit code is 1 where one failed.</summary>
    internal sealed class Program : ITestListener
    {
        private static int Main()
        {
            string folder = AppDomain.CurrentDomain.BaseDirectory;
            foreach (string file in Directory.GetFiles(folder, "S*.dll"))
            {
                ReadOnlyReferences.Unmark(file);
            }

            // NUnit names that assembly; Mono has its types in the core library.
            AppDomain.CurrentDomain.AssemblyResolve += (_, missing) =>
                missing.Name.StartsWith("System.Threading.Tasks.Extensions,", StringComparison.Ordinal) ? typeof(ValueTask).Assembly : null;
            int passed = 0, failed = 0, skipped = 0;
            foreach (string name in new[] { "SagTextures.Tests.Runtime.dll", "SagTextures.Tests.Editor.dll" })
            {
                var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
                runner.Load(Assembly.LoadFrom(Path.Combine(folder, name)), new Dictionary<string, object>());
                ITestResult result = runner.Run(new Program(), TestFilter.Empty);
                passed += result.PassCount;
                failed += result.PassCount > 0 ? result.FailCount : 1;
                skipped += result.SkipCount;
            }

            Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
            return failed == 0 ? 0 : 1;
        }

        public void TestFinished(ITestResult result)
        {
            if (!result.HasChildren && result.ResultState.Status == TestStatus.Failed)
            {
                Console.WriteLine($"FAILED {result.FullName}: {result.Message}\n{result.StackTrace}");
            }
        }

        public void TestStarted(ITest test)
        {
        }

        public void TestOutput(TestOutput output)
        {
        }
    }
}
