using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FlowOptics.Lake.DuckDb;

/// <summary>Owns a <see cref="NativeResult"/> in native memory, which DuckDB keeps pointers into.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((IntPtr)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public NativeResult* Pointer => (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyResult(Pointer);
        NativeMemory.Free(Pointer);
        return true;
    }
}
