using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Tests.Surface;

/// <summary>All that an assembly shows to others: a line for each type and each member, headed by the type's full name.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) => [.. assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(Header(type)).Select(line => $"{FullName(type)}: {line}"))];

    private static string FullName(Type type)
    {
        var name = type.FullName!.Replace('+', '.');
        return type.IsGenericTypeDefinition ? $"{name[..name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : name;
    }

    private static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : IsRecord(type) ? "record" : "class";
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsInterface || type.IsValueType ? "" : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return modifier + kind + Bases(type);
    }

    // Interfaces that come with another one, or with the base class, are not said again.
    private static string Bases(Type type)
    {
        if (type.IsEnum || type is { IsAbstract: true, IsSealed: true }) return "";
        var inherited = type.GetInterfaces().SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        IEnumerable<string> bases = type.GetInterfaces().Where(one => !inherited.Contains(one) && one.IsPublic && one.Name != "IEquatable`1").Select(one => TypeNames.Of(one)).Order(StringComparer.Ordinal);
        if (type.BaseType is { } basis && basis != typeof(object) && basis != typeof(ValueType)) bases = bases.Prepend(TypeNames.Of(basis));
        var all = string.Join(", ", bases);
        return all.Length == 0 ? "" : $" : {all}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => !field.IsSpecialName)) yield return Signatures.Of(field);
        if (type.IsEnum) yield break;
        foreach (var constructor in type.GetConstructors(Declared | BindingFlags.NonPublic).Where(one => one.IsPublic || one.IsFamily))
        {
            if (!constructor.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsCopy(type, constructor)) yield return (constructor.IsFamily ? "protected " : "") + Signatures.Of(constructor);
        }

        foreach (var property in type.GetProperties(Declared).Where(property => property.GetMethod is { IsPublic: true })) yield return Signatures.Of(property);
        foreach (var method in type.GetMethods(Declared).Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute))))
        {
            // The accessors of properties are said with them; an operator is a member of its own.
            if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) yield return Signatures.Of(method);
        }
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsCopy(Type type, ConstructorInfo constructor) => constructor.GetParameters() is [var only] && only.ParameterType == type;
}
