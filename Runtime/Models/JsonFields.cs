using System;
using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// Reads an object's fields by name and type; <see cref="RefuseOthers"/> then refuses what nobody asked for, because an
    /// unknown field may change the meaning of the rest. Throws <see cref="FormatException"/> naming place and field.
    /// </summary>
    internal sealed class JsonFields
    {
        private readonly Dictionary<string, JsonValue> fields = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        private readonly string where;

        public JsonFields(JsonValue value, string where)
        {
            this.where = where;
            if (value.Kind != JsonKind.Object)
            {
                throw new FormatException($"{where} is not a JSON object");
            }

            foreach (KeyValuePair<string, JsonValue> member in value.Members)
            {
                fields.Add(member.Key, member.Value);
            }
        }

        public JsonValue Value(string name) => Take(name) ?? throw new FormatException($"{where} has no \"{name}\"");

        public JsonValue? Take(string name) => fields.Remove(name, out JsonValue? value) ? value : null;

        public string String(string name)
        {
            JsonValue value = Value(name);
            return value.Kind == JsonKind.String ? value.Text : throw Wrong(name, "a string");
        }

        public bool Boolean(string name)
        {
            JsonValue value = Value(name);
            return value.Kind == JsonKind.Boolean ? value.Text == "true" : throw Wrong(name, "true or false");
        }

        public int Integer(string name, int min, int max)
        {
            JsonValue value = Value(name);
            return value.TryGetInt64(out long number) && number >= min && number <= max
                ? (int)number
                : throw Wrong(name, $"a whole number from {min} to {max}");
        }

        public float Number(string name, float min, float max)
        {
            JsonValue value = Value(name);
            return value.TryGetDouble(out double number) && number >= min && number <= max
                ? (float)number
                : throw Wrong(name, $"a number from {min} to {max}");
        }

        public IReadOnlyList<JsonValue> Array(string name)
        {
            JsonValue value = Value(name);
            return value.Kind == JsonKind.Array ? value.Items : throw Wrong(name, "an array");
        }

        public T OneOf<T>(string name, params (string Word, T Value)[] choices)
        {
            string word = String(name);
            foreach ((string choice, T value) in choices)
            {
                if (choice == word)
                {
                    return value;
                }
            }

            throw Wrong(name, "one of " + string.Join(", ", System.Array.ConvertAll(choices, c => c.Word)));
        }

        public void RefuseOthers()
        {
            foreach (string name in fields.Keys)
            {
                throw new FormatException($"{where} has a field \"{name}\" that this version does not know");
            }
        }

        private FormatException Wrong(string name, string expected) =>
            new FormatException($"{where} has a \"{name}\" that is not {expected}");
    }
}
