using System;
using System.Buffers.Binary;
using System.Text;

namespace SagTextures.Training.Native;

/// <summary>Edits the symbol versions that a 64-bit little-endian ELF library asks of other libraries (.gnu.version_r).</summary>
internal static class ElfVersionNeed
{
    private const int ProgramHeaderLoad = 1, ProgramHeaderDynamic = 2;
    private const long TagStringTable = 5, TagVersionNeed = 0x6ffffffe, TagVersionNeedCount = 0x6fffffff;
    private const ushort FlagWeak = 2;

    /// <summary>
    /// Marks the need for <paramref name="version"/> as weak, so that the dynamic loader accepts a library without it.
    /// </summary>
    /// <returns>False when the library does not ask for that version.</returns>
    /// <exception cref="FormatException">Not a 64-bit little-endian ELF library.</exception>
    public static bool MakeWeak(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || BinaryPrimitives.ReadUInt32BigEndian(elf) != 0x7f454c46 || elf[4] != 2 || elf[5] != 1)
            throw new FormatException("not a 64-bit little-endian ELF library");
        try
        {
            return MakeWeakInDynamicSegment(elf, Encoding.ASCII.GetBytes(version));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException("damaged ELF library", e);
        }
    }

    private static bool MakeWeakInDynamicSegment(Span<byte> elf, ReadOnlySpan<byte> version)
    {
        long strings = 0, need = 0, needCount = 0;
        (int dynamic, int dynamicSize) = DynamicSegment(elf);
        for (int at = dynamic; at < dynamic + dynamicSize; at += 16)
        {
            long value = Int64(elf, at + 8);
            switch (Int64(elf, at))
            {
                case TagStringTable: strings = value; break;
                case TagVersionNeed: need = value; break;
                case TagVersionNeedCount: needCount = value; break;
            }
        }
        if (need == 0)
            return false;

        bool found = false;
        int names = FileOffset(elf, strings);
        int entry = FileOffset(elf, need);
        for (long i = 0; i < needCount; i++)
        {
            // Elf64_Verneed: version, count, file, offset of the first Elf64_Vernaux, offset of the next entry.
            int auxiliary = entry + Int32(elf, entry + 8);
            for (int count = UInt16(elf, entry + 2); count > 0; count--)
            {
                // Elf64_Vernaux: hash, flags, index, name, offset of the next one.
                Span<byte> name = elf[(names + Int32(elf, auxiliary + 8))..];
                if (name[..name.IndexOf((byte)0)].SequenceEqual(version))
                {
                    Span<byte> flags = elf.Slice(auxiliary + 4, 2);
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(UInt16(elf, auxiliary + 4) | FlagWeak));
                    found = true;
                }
                auxiliary += Int32(elf, auxiliary + 12);
            }
            entry += Int32(elf, entry + 12);
        }
        return found;
    }

    private static (int Offset, int Size) DynamicSegment(ReadOnlySpan<byte> elf)
    {
        for (int i = 0; i < UInt16(elf, 56); i++)
        {
            int header = ProgramHeader(elf, i);
            if (Int32(elf, header) == ProgramHeaderDynamic)
                return (checked((int)Int64(elf, header + 8)), checked((int)Int64(elf, header + 32)));
        }
        throw new FormatException("no dynamic segment");
    }

    /// <summary>Addresses in the dynamic segment are those of the loaded image; this finds them in the file.</summary>
    private static int FileOffset(ReadOnlySpan<byte> elf, long address)
    {
        for (int i = 0; i < UInt16(elf, 56); i++)
        {
            int header = ProgramHeader(elf, i);
            long offset = Int64(elf, header + 8), start = Int64(elf, header + 16), size = Int64(elf, header + 32);
            if (Int32(elf, header) == ProgramHeaderLoad && address >= start && address < start + size)
                return checked((int)(address - start + offset));
        }
        throw new FormatException("an address outside every segment");
    }

    private static int ProgramHeader(ReadOnlySpan<byte> elf, int index) =>
        checked((int)Int64(elf, 32)) + index * UInt16(elf, 54);

    private static ushort UInt16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static int Int32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadInt32LittleEndian(elf[at..]);

    private static long Int64(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadInt64LittleEndian(elf[at..]);
}
