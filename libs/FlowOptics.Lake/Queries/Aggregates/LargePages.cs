using System.Runtime.InteropServices;

namespace FlowOptics.Lake;

/// <summary>Memory outside the collected heap, in pages of 2 MiB where the system has them to give: of those of 4 KiB each costs a fault, and together they are more than a processor's table of pages holds.</summary>
internal static unsafe partial class LargePages
{
    public const int Size = 2 * 1024 * 1024;

    // asm-generic/mman-common.h
    private const int HugePage = 14;

    /// <param name="bytes">A multiple of <see cref="Size"/>. To be given back by <see cref="Free"/>.</param>
    public static void* Allocate(nuint bytes)
    {
        var memory = NativeMemory.AlignedAlloc(bytes, Size);
        // It may be refused, and then pages are small.
        if (OperatingSystem.IsLinux()) _ = Advise(memory, bytes, HugePage);
        return memory;
    }

    public static void Free(void* memory) => NativeMemory.AlignedFree(memory);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* address, nuint length, int advice);
}
