using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using SagTextures.Models;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// Where compiled shaders of one device outlive the process. Drivers have crashed on data that were not their own, so
    /// whatever is not exactly what this device and driver once wrote is as good as none. Never throws: without a cache
    /// everything works, only the first texture takes longer.
    /// <para>
    /// The file: magic, vendor, device, driver version (four bytes each, little-endian), the driver's cache UUID (16),
    /// a checksum of the rest (8), the driver's data.
    /// </para>
    /// </summary>
    internal sealed unsafe class PipelineCacheFile
    {
        /// <summary>"SAGP" and the format's version.</summary>
        private const ulong Magic = 0x02_50474153;

        private const int HeaderBytes = 48;
        private const int MaxBytes = 256 << 20;

        /// <summary>Of Vulkan's own header, with which the driver's data begin.</summary>
        private const int DataHeaderBytes = 32;

        private readonly string path;
        private readonly byte[] identity;

        /// <param name="folder">Where; made when there is something to write.</param>
        /// <param name="device">Whose.</param>
        public PipelineCacheFile(string folder, in PhysicalDeviceProperties device)
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            writer.Write(Magic);
            writer.Write(device.VendorID);
            writer.Write(device.DeviceID);
            writer.Write(device.DriverVersion);
            for (int i = 0; i < 16; i++)
            {
                writer.Write(device.PipelineCacheUuid[i]);
            }

            writer.Write(0);
            identity = stream.ToArray();
            string name = string.Format(
                CultureInfo.InvariantCulture, "pipelines-{0:x8}-{1:x8}.bin", device.VendorID, device.DeviceID);
            // Not Path.Combine: on Mono it throws where a folder is no path, and that is to be no error.
            path = folder + Path.DirectorySeparatorChar + name;
        }

        /// <summary>The user's cache folder, as the operating system has it; null where there is none.</summary>
        public static string? DefaultFolder()
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string? folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            {
                folder = home.Length == 0 ? null : Path.Combine(home, "Library", "Caches");
            }
            else if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            {
                string? named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
                folder = !string.IsNullOrEmpty(named) && Path.IsPathRooted(named)
                    ? named
                    : home.Length == 0 ? null : Path.Combine(home, ".cache");
            }

            return string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, "sagtextures");
        }

        /// <returns>What the driver wrote last time; empty where that cannot be had.</returns>
        public byte[] Read()
        {
            try
            {
                var file = new FileInfo(path);
                if (!file.Exists || file.Length > MaxBytes)
                {
                    return Array.Empty<byte>();
                }

                byte[] bytes = File.ReadAllBytes(path);
                byte[] data = bytes.Skip(HeaderBytes).ToArray();
                return IsOwn(data) && Header(data).AsSpan().SequenceEqual(bytes.AsSpan(0, HeaderBytes))
                    ? data
                    : Array.Empty<byte>();
            }
            catch (Exception e) when (ModelFile.IsFileError(e))
            {
                return Array.Empty<byte>();
            }
        }

        /// <summary>Replaces the file, all or nothing; where it cannot be written, nothing happens.</summary>
        public void Write(byte[] data)
        {
            try
            {
                AtomicFile.Write(path, stream =>
                {
                    stream.Write(Header(data), 0, HeaderBytes);
                    stream.Write(data, 0, data.Length);
                });
            }
            catch (SagTexturesException)
            {
                // Read-only or full: the next process compiles again.
            }
        }

        private byte[] Header(byte[] data) => identity.Concat(BitConverter.GetBytes(Checksum(data))).ToArray();

        /// <summary>
        /// FNV-1a over eight bytes at a time. A cryptographic one would have .NET load the system's library for it, which takes
        /// longer than all that is done here.
        /// </summary>
        private static ulong Checksum(ReadOnlySpan<byte> data)
        {
            ulong sum = 0xcbf29ce484222325 ^ (ulong)data.Length;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
            foreach (ulong word in words)
            {
                sum = Mix(sum, word);
            }

            foreach (byte rest in data.Slice(words.Length * sizeof(ulong)))
            {
                sum = Mix(sum, rest);
            }

            return sum;
        }

        /// <summary>The shift brings high bits down, which a multiplication alone only carries up.</summary>
        private static ulong Mix(ulong sum, ulong word)
        {
            sum = (sum ^ word) * 0x100000001b3;
            return sum ^ (sum >> 32);
        }

        /// <summary>Whether Vulkan's header inside names this device too.</summary>
        private bool IsOwn(byte[] data) => data.Length >= DataHeaderBytes
            && BitConverter.ToUInt32(data, 0) == DataHeaderBytes
            && BitConverter.ToUInt32(data, 4) == (uint)PipelineCacheHeaderVersion.One
            && data.AsSpan(8, 8).SequenceEqual(identity.AsSpan(8, 8))
            && data.AsSpan(16, 16).SequenceEqual(identity.AsSpan(20, 16));
    }
}
