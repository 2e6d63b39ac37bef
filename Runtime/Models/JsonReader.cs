using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SagTextures.Models
{
    /// <summary>
    /// A strict RFC 8259 reader: no comments, no trailing commas, no duplicate names, bounded nesting and size. Throws
    /// <see cref="FormatException"/> with the position.
    /// </summary>
    internal sealed class JsonReader
    {
        /// <summary>A model needs 6 levels; the bound keeps a hostile header from exhausting the stack.</summary>
        private const int MaxDepth = 64;

        /// <summary>Room for ten thousand tensors; each value takes far more memory than its text.</summary>
        private const int MaxValues = 1 << 17;

        private readonly string text;
        private int position;
        private int depth;
        private int values;

        private JsonReader(string text) => this.text = text;

        public static JsonValue Parse(string text)
        {
            var reader = new JsonReader(text);
            JsonValue value = reader.ReadValue();
            reader.SkipWhiteSpace();
            return reader.position == text.Length ? value : throw reader.Error("text after the end");
        }

        private JsonValue ReadValue()
        {
            if (++values > MaxValues)
            {
                throw Error($"more than {MaxValues} values");
            }

            SkipWhiteSpace();
            switch (Peek())
            {
                case '{': return ReadObject();
                case '[': return ReadArray();
                case '"': return JsonValue.Literal(JsonKind.String, ReadString());
                case 't': return ReadWord("true", JsonKind.Boolean);
                case 'f': return ReadWord("false", JsonKind.Boolean);
                case 'n': return ReadWord("null", JsonKind.Null);
                default: return ReadNumber();
            }
        }

        private JsonValue ReadObject()
        {
            Enter();
            var members = new List<KeyValuePair<string, JsonValue>>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (!TryClose('}', members.Count))
            {
                SkipWhiteSpace();
                string name = ReadString();
                if (!names.Add(name))
                {
                    throw Error($"\"{name}\" occurs twice");
                }

                SkipWhiteSpace();
                Expect(':');
                members.Add(new KeyValuePair<string, JsonValue>(name, ReadValue()));
            }

            return JsonValue.Object(members);
        }

        private JsonValue ReadArray()
        {
            Enter();
            var items = new List<JsonValue>();
            while (!TryClose(']', items.Count))
            {
                items.Add(ReadValue());
            }

            return JsonValue.Array(items);
        }

        private void Enter()
        {
            position++;
            if (++depth > MaxDepth)
            {
                throw Error($"nested deeper than {MaxDepth} levels");
            }
        }

        /// <summary>Consumes the closing bracket, or the comma that must stand before every item but the first.</summary>
        private bool TryClose(char close, int itemsBefore)
        {
            SkipWhiteSpace();
            if (Peek() == close)
            {
                position++;
                depth--;
                return true;
            }

            if (itemsBefore > 0)
            {
                Expect(',');
            }

            return false;
        }

        private string ReadString()
        {
            Expect('"');
            var builder = new StringBuilder();
            while (true)
            {
                char c = Next();
                if (c == '"')
                {
                    return builder.ToString();
                }

                if (c < ' ')
                {
                    throw Error("a control character in a string");
                }

                builder.Append(c == '\\' ? ReadEscape() : c);
            }
        }

        private char ReadEscape()
        {
            char c = Next();
            switch (c)
            {
                case '"':
                case '\\':
                case '/': return c;
                case 'b': return '\b';
                case 'f': return '\f';
                case 'n': return '\n';
                case 'r': return '\r';
                case 't': return '\t';
                case 'u': return ReadHex();
                default: throw Error("an unknown escape in a string");
            }
        }

        private char ReadHex()
        {
            if (position + 4 > text.Length
                || !ushort.TryParse(
                    text.Substring(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                throw Error("\\u without four hexadecimal digits");
            }

            position += 4;
            return (char)code;
        }

        private JsonValue ReadWord(string word, JsonKind kind)
        {
            if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0)
            {
                throw Error("an unknown word");
            }

            position += word.Length;
            return JsonValue.Literal(kind, word);
        }

        private JsonValue ReadNumber()
        {
            int start = position;
            Skip('-');
            if (!Skip('0'))
            {
                ReadDigits();
            }

            if (Skip('.'))
            {
                ReadDigits();
            }

            if (Skip('e') || Skip('E'))
            {
                if (!Skip('+'))
                {
                    Skip('-');
                }

                ReadDigits();
            }

            return JsonValue.Literal(JsonKind.Number, text.Substring(start, position - start));
        }

        private void ReadDigits()
        {
            int start = position;
            while (position < text.Length && text[position] >= '0' && text[position] <= '9')
            {
                position++;
            }

            if (position == start)
            {
                throw Error("no JSON value");
            }
        }

        private bool Skip(char c)
        {
            bool found = position < text.Length && text[position] == c;
            position += found ? 1 : 0;
            return found;
        }

        private void SkipWhiteSpace()
        {
            while (position < text.Length && " \t\r\n".IndexOf(text[position]) >= 0)
            {
                position++;
            }
        }

        private char Peek() => position < text.Length ? text[position] : throw Error("the text ends too early");

        private char Next()
        {
            char c = Peek();
            position++;
            return c;
        }

        private void Expect(char c)
        {
            if (Next() != c)
            {
                position--;
                throw Error($"'{c}' expected");
            }
        }

        private FormatException Error(string what) => new FormatException($"{what} at character {position}");
    }
}
