using System;
using System.IO;

namespace SagTextures.Tests
{
    /// <summary>
    /// Debian compiles Mono's core library with a compiler that leaves out the marker (modreq InAttribute) of methods that
    /// return <c>ref readonly</c>, so the indexer of ReadOnlySpan is not found there. Unity's Mono has it. This takes the marker
    /// out of the signatures that our assemblies look for, in the copies that are run under Debian's Mono.
    /// </summary>
    internal static class ReadOnlyReferences
    {
        private const byte HasThis = 0x20, RequiredModifier = 0x1F;

        /// <summary>Rewrites an assembly where needed.</summary>
        public static void Unmark(string file)
        {
            byte[] bytes = File.ReadAllBytes(file);
            bool isChanged = false;
            foreach (byte[] rest in new[]
            {
                // T& get_Item(int), and T& get_Current() or GetPinnableReference() (ECMA-335, II.23.2).
                new byte[] { 0x01, 0x10, 0x13, 0x00, 0x08 },
                new byte[] { 0x00, 0x10, 0x13, 0x00 },
            })
            {
                for (int tokenLength = 1; tokenLength <= 2; tokenLength++)
                {
                    isChanged |= Unmark(bytes, rest, tokenLength);
                }
            }

            if (isChanged)
            {
                File.WriteAllBytes(file, bytes);
            }
        }

        /// <summary>A signature is its length, then: has this, number of parameters, modifier and its token, the rest.</summary>
        private static bool Unmark(byte[] bytes, byte[] rest, int tokenLength)
        {
            bool isChanged = false;
            int length = 2 + 1 + tokenLength + rest.Length - 1;
            for (int i = 0; i + length < bytes.Length; i++)
            {
                if (bytes[i] == length && bytes[i + 1] == HasThis && bytes[i + 2] == rest[0] && bytes[i + 3] == RequiredModifier
                    && bytes.AsSpan(i + 4 + tokenLength, rest.Length - 1).SequenceEqual(rest.AsSpan(1)))
                {
                    bytes.AsSpan(i, length + 1).Clear();
                    bytes[i] = (byte)(1 + rest.Length);
                    bytes[i + 1] = HasThis;
                    rest.CopyTo(bytes, i + 2);
                    isChanged = true;
                }
            }

            return isChanged;
        }
    }
}
