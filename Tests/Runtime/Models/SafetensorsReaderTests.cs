using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    public class SafetensorsReaderTests
    {
        private const string First = "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]";
        private const string Second = "\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]";

        [Test]
        public void Reads_tensors_in_any_order()
        {
            byte[] file = SafetensorsBuilder.TwoTensors(Second, First);
            Assert.That(SafetensorsBuilder.TensorNames(file), Is.EquivalentTo(new[] { "a", "b" }));
        }

        [TestCase("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]", Second, 16, "hole of 4 bytes", TestName = "Hole")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]", 16, "overlaps", TestName = "Overlap")]
        [TestCase(First, Second, 12, "truncated", TestName = "Truncated_data")]
        [TestCase(First, Second, 20, "4 bytes follow", TestName = "Surplus_data")]
        [TestCase(First, "\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]", 16, "dtype I64", TestName = "Dtype")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[8,16]", 16, "need 12", TestName = "Span")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[8,16]", 16, "shape", TestName = "Negative_size")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]", 8, "shape", TestName = "Zero_size")]
        [TestCase(
            First, "\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[8,16]", 16, "shape",
            TestName = "Overflowing_shape")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,8]", 16, "range", TestName = "Backward_range")]
        [TestCase(First, "\"dtype\":\"F32\",\"shape\":[2]", 8, "data_offsets", TestName = "No_offsets")]
        [TestCase(First, Second + ",\"extra\":1", 16, "extra", TestName = "Unknown_field")]
        public void Refuses(string first, string second, int dataBytes, string message)
        {
            byte[] file = SafetensorsBuilder.TwoTensors(first, second, dataBytes);
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains(message));
        }

        [TestCase(1UL << 63, "more than")]
        [TestCase(ulong.MaxValue, "more than")]
        [TestCase(100_000_001UL, "more than")]
        [TestCase(1000UL, "truncated")]
        public void Refuses_header_lengths_before_taking_memory(ulong length, string message)
        {
            byte[] file = SafetensorsBuilder.Raw("{}", Array.Empty<byte>(), length);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains(message));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        }

        [TestCase(1_000_000, "values")]
        [TestCase(4_000_000, "more than")]
        public void Refuses_a_header_of_many_values_before_they_take_much_memory(int count, string message)
        {
            byte[] file = SafetensorsBuilder.Raw(
                "{\"a\":[" + string.Join(",", Enumerable.Repeat("{}", count)) + "]}", Array.Empty<byte>());
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains(message));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
        }

        [Test]
        public void Refuses_a_huge_tensor_before_taking_memory()
        {
            const string huge = "{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}";
            byte[] file = SafetensorsBuilder.Raw(huge, new byte[8]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains("truncated"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        }

        [Test]
        public void Refuses_every_truncation_of_a_good_file()
        {
            byte[] good = SafetensorsBuilder.Good();
            foreach (int length in Enumerable.Range(0, 64).Select(i => i * good.Length / 64))
            {
                Assert.That(
                    () => SafetensorsReader.Read(new MemoryStream(good, 0, length)), Throws.TypeOf<FormatException>());
            }
        }

        [TestCase("[]", "object")]
        [TestCase("{\"a\":1}", "object")]
        [TestCase("{\"__metadata__\":{\"a\":1}}", "not a string")]
        [TestCase("{\"__metadata__\":1}", "__metadata__")]
        [TestCase("{\"a\":", "JSON")]
        [TestCase("{\"__metadata__\":{\"a\":\"\u0001\"}}", "JSON")]
        public void Refuses_headers(string header, string message)
        {
            byte[] file = SafetensorsBuilder.Raw(header, Array.Empty<byte>());
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains(message));
        }

        [Test]
        public void Refuses_a_header_that_is_not_utf8()
        {
            byte[] file = { 2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28 };
            Assert.That(
                () => SafetensorsReader.Read(new MemoryStream(file)),
                Throws.TypeOf<FormatException>().With.Message.Contains("JSON"));
        }
    }
}
